//! One of the customer's contracts.

use super::{Pick, Read, Said, listed};
use crate::conversation::form::Value;
use crate::conversation::form::pick::Candidate;
use crate::conversation::form::scene::{Asked, Scene};
use crate::conversation::text::Text;
use crate::domain::{Contract, ContractId};

pub(super) fn read(asked: Asked<'_>, said: Said<'_>) -> Read {
    let names = |contract: &Contract| vec![contract.name.clone(), format!("{} {}", contract.name, contract.id)];
    let contracts = asked.scene.person.contracts.iter();
    let candidates =
        contracts.map(|contract| Candidate { id: contract.id.to_string(), names: names(contract) }).collect();
    listed::read_one(asked, said, candidates, |id| Value::Contract(ContractId::new(id)))
}

pub(super) fn options(asked: Asked<'_>) -> Vec<Pick> {
    let contracts = asked.scene.person.contracts.iter();
    contracts.map(|contract| Pick::new(contract.id.as_str(), described(contract))).collect()
}

pub(super) fn show(scene: Scene<'_>, id: &ContractId) -> Text {
    let contract = scene.person.contracts.iter().find(|contract| &contract.id == id);
    contract.map_or_else(|| Text::verbatim(id.as_str()), described)
}

fn described(contract: &Contract) -> Text {
    Text::key("draft-contract")
        .with("name", contract.name.as_str())
        .with("number", contract.id.as_str())
        .with("until", contract.valid_until)
}

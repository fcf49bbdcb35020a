//! Who is entitled: decided from current rows, both ends of a contract included.

use ticketlotse::database::Trouble;
use ticketlotse::domain::{ContactState, Customer, CustomerId, Member, MemberId, Person, Role};
use ticketlotse::store::links::LinkEnd;

use super::world::{DESK, World, anna, bernd, carla, contract, day, dora, email, system};
use crate::databases::{Kind, on_every_database};

on_every_database!(
    keeps_and_replaces_what_the_operator_gives,
    keeps_a_members_id_and_company,
    admits_only_enabled_members_with_a_contract_valid_that_day,
    knows_what_belongs_to_a_valid_contract_only,
    decides_anew_at_every_question,
    refuses_a_system_under_another_companys_contract,
    sorts_names_as_a_phone_list,
);

async fn keeps_and_replaces_what_the_operator_gives(kind: Kind) {
    let world = World::new(kind).await;
    let store = &world.store;
    store.put_customer(&Customer { id: "K-1".into(), name: "Muster SE".into() }).await.unwrap();
    let names: Vec<String> = store.customers().await.unwrap().into_iter().map(|customer| customer.name).collect();
    assert_eq!(names, ["Beispiel AG", "Muster SE"]);

    assert!(store.set_enabled(&email("carla@muster.example"), true, world.now).await.unwrap());
    assert!(store.set_role(&email("carla@muster.example"), Role::CustomerAdmin, world.now).await.unwrap());
    assert!(!store.set_enabled(&email("nobody@muster.example"), true, world.now).await.unwrap());
    assert!(!store.set_role(&email("nobody@muster.example"), Role::User, world.now).await.unwrap());
    let carla = store.member_by_email(&email("carla@muster.example")).await.unwrap().expect("she is a member");
    assert!(carla.enabled);
    assert_eq!(carla.role, Role::CustomerAdmin);
    assert_eq!(store.member(&carla.id).await.unwrap(), Some(carla));
    assert_eq!(store.member(&MemberId::from("nobody")).await.unwrap(), None);
}

async fn keeps_a_members_id_and_company(kind: Kind) {
    let world = World::new(kind).await;
    let renamed = Member { id: "another-id".into(), name: "Anna Neumann".into(), salutation: None, ..anna() };
    let stored = world.store.put_member(&renamed).await.unwrap();
    assert_eq!((stored.id.as_str(), stored.name.as_str()), ("anna", "Anna Neumann"));

    let stolen = Member { customer: CustomerId::from("K-2"), ..anna() };
    let error = world.store.put_member(&stolen).await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Conflict);
    assert!(!format!("{error} {error:?}").contains("anna@"), "an address in an error ends in a log");
    assert_eq!(world.store.member_by_email(&anna().email).await.unwrap(), Some(stored));

    let taken = Member { id: "anna".into(), email: email("new@muster.example"), ..anna() };
    let error = world.store.put_member(&taken).await.unwrap_err();
    assert_eq!(error.trouble, Trouble::Conflict);
    let chain = format!("{error:?}");
    assert!(chain.contains("members") && !chain.contains("anna"), "the driver's error holds no value: {chain}");
}

async fn admits_only_enabled_members_with_a_contract_valid_that_day(kind: Kind) {
    let world = World::new(kind).await;
    let admitted = async |address: &str, at: &str| {
        world.store.admitted(&email(address), day(at)).await.unwrap().map(|member| member.id.to_string())
    };
    assert_eq!(admitted("anna@muster.example", "2026-11-24").await.as_deref(), Some("anna"));
    // V-2 from 2020, V-1 until the end of 2026: both ends count.
    assert_eq!(admitted("anna@muster.example", "2020-01-01").await.as_deref(), Some("anna"));
    assert_eq!(admitted("anna@muster.example", "2019-12-31").await, None);
    assert_eq!(admitted("anna@muster.example", "2026-12-31").await.as_deref(), Some("anna"));
    assert_eq!(admitted("anna@muster.example", "2027-01-01").await, None);
    assert_eq!(admitted("carla@muster.example", "2026-11-24").await, None, "disabled");
    assert_eq!(admitted("dora@beispiel.example", "2026-11-23").await.as_deref(), Some("dora"));
    assert_eq!(admitted("dora@beispiel.example", "2026-11-24").await, None, "the contract has ended");
    assert_eq!(admitted("nobody@muster.example", "2026-11-24").await, None);
}

async fn knows_what_belongs_to_a_valid_contract_only(kind: Kind) {
    let world = World::new(kind).await;
    let entitled = world.store.entitled_member(&bernd().id, DESK, world.day).await.unwrap().expect("he is entitled");
    assert_eq!(entitled.link.as_str(), "");
    assert_eq!(entitled.customer.name, "Muster GmbH");
    assert_eq!(entitled.member, bernd());
    assert!(entitled.is_admin());
    assert_eq!(entitled.contracts, [contract("V-1", "K-1", "2024-01-01", "2026-12-31")]);
    assert_eq!(entitled.systems, [system("S-1", "K-1", "V-1")]);
    let colleagues: Vec<&str> = entitled.colleagues.iter().map(|colleague| colleague.id.as_str()).collect();
    assert_eq!(colleagues, ["anna", "bernd"], "enabled ones of the same company");
    assert_eq!(entitled.contact, ContactState::Pending);
    assert_eq!(world.store.entitled_member(&carla().id, DESK, world.day).await.unwrap(), None);
    assert_eq!(world.store.entitled_member(&dora().id, DESK, world.day).await.unwrap(), None);
}

async fn decides_anew_at_every_question(kind: Kind) {
    let world = World::new(kind).await;
    let (conversation, link) = world.linked("w1", &anna()).await;
    let person = async || {
        let of_conversation = world.store.person(&conversation, DESK, world.day).await.unwrap();
        let of_link = world.store.person_of_link(&link, DESK, world.day).await.unwrap();
        assert_eq!(of_conversation, of_link);
        let is_entitled = world.store.is_entitled(&link, world.day).await.unwrap();
        assert_eq!(is_entitled, matches!(of_link, Person::Member(_)), "{of_link:?}");
        of_link
    };
    let entitled = person().await;
    assert_eq!(entitled.entitled().expect("entitled").link, link);

    world.store.set_enabled(&anna().email, false, world.now).await.unwrap();
    assert_eq!(person().await, Person::Lapsed);
    world.store.set_enabled(&anna().email, true, world.now).await.unwrap();
    assert_eq!(person().await, entitled);

    world.store.set_role(&anna().email, Role::CustomerAdmin, world.now).await.unwrap();
    assert!(person().await.entitled().expect("entitled").is_admin());

    world.store.put_contract(&contract("V-1", "K-1", "2024-01-01", "2026-11-23")).await.unwrap();
    assert_eq!(person().await, Person::Lapsed);
    world.store.put_contract(&contract("V-1", "K-1", "2026-11-24", "2026-11-24")).await.unwrap();
    assert!(person().await.entitled().is_some(), "a contract of one day holds that day");

    world.store.end_link(&link, LinkEnd::SignedOut, world.now).await.unwrap();
    assert_eq!(person().await, Person::Stranger);
    let unknown = world.store.person_of_link(&"no-such-link".into(), DESK, world.day).await.unwrap();
    assert_eq!(unknown, Person::Stranger);
    let unknown = world.store.person(&"no-such-conversation".into(), DESK, world.day).await.unwrap();
    assert_eq!(unknown, Person::Stranger);
}

async fn refuses_a_system_under_another_companys_contract(kind: Kind) {
    let world = World::new(kind).await;
    assert!(world.store.put_system(&system("S-9", "K-1", "V-3")).await.is_err());
    assert!(world.store.put_contract(&contract("V-9", "no-such-customer", "2026-01-01", "2026-12-31")).await.is_err());
}

async fn sorts_names_as_a_phone_list(kind: Kind) {
    let world = World::new(kind).await;
    let add = async |id: &str, name: &str| {
        let member =
            Member { id: id.into(), email: email(&format!("{id}@muster.example")), name: name.into(), ..anna() };
        world.store.put_member(&member).await.unwrap();
    };
    add("m1", "Ärmel").await;
    add("m2", "zuletzt").await;
    add("m3", "Ober").await;
    let names: Vec<String> = world.store.members(&"K-1".into()).await.unwrap().into_iter().map(|m| m.name).collect();
    assert_eq!(names, ["Anna Berger", "Ärmel", "Bernd Özdemir", "Carla Ähre", "Ober", "zuletzt"]);
}

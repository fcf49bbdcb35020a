//! Customers, contracts, systems, members: kept as a whole, listed, and their rights changed.

use ticketlotse::domain::Role;

use super::office::{Office, stop};
use crate::databases::{Kind, on_every_database};
use crate::store::world::{World, day, email};

on_every_database!(
    rehearses_keeps_and_keeps_again,
    tells_every_line_that_does_not_fit,
    leaves_what_a_list_leaves_out,
    lists_for_people_and_programs,
    changes_rights_and_says_so,
    works_beside_the_running_service,
);

async fn office(kind: Kind) -> (World, Office) {
    let world = World::new(kind).await;
    let office = Office::on(&world.fresh.url);
    (world, office)
}

async fn audited(world: &World, prefix: &str) -> Vec<String> {
    let rows = world.store.audit_log(prefix, 50).await.unwrap();
    rows.into_iter().rev().map(|row| format!("{} {} {}", row.entry.who, row.entry.what, row.entry.place)).collect()
}

async fn rehearses_keeps_and_keeps_again(kind: Kind) {
    let (world, office) = office(kind).await;
    let text = "email,customer,name,role\nanna@muster.example,K-1,Anna Berger,user\nbernd@muster.example,K-1,Bernd Özdemir,user\nneu@muster.example,K-1,Neu,\n";
    let file = office.file("members.csv", text);
    let before = world.store.member_list("").await.unwrap();
    let told = office.run(&["member", "import", &file, "--dry-run"]).done();
    assert!(told.contains("1 added, 1 changed, 1 unchanged; nothing was kept."), "{told}");
    assert_eq!(world.store.member_list("").await.unwrap(), before);
    assert!(audited(&world, "member.").await.is_empty());

    let told = office.run(&["member", "import", &file]).done();
    assert!(told.ends_with("1 added, 1 changed, 1 unchanged.\n"), "{told}");
    let bernd = world.store.member_by_email(&email("bernd@muster.example")).await.unwrap().expect("a member");
    assert_eq!(bernd.role, Role::User);
    let rights = ["operator member.imported cli".to_owned(), format!("operator member.role.user cli:{}", bernd.id)];
    assert_eq!(audited(&world, "member.").await, rights);

    let told = office.run(&["member", "import", &file]).done();
    assert!(told.contains("0 added, 0 changed, 3 unchanged."), "{told}");
    assert_eq!(audited(&world, "member.").await, rights, "nothing happened");

    for (subject, text) in [
        ("customer", "id,name\nK-1,Muster GmbH\nK-9,Neun KG\n"),
        ("contract", "id,customer,name,valid_from,valid_until\nV-9,K-9,Basis,2026-01-01,31.12.2027\n"),
        ("system", "id,customer,contract,name,model,serial,site\nS-9,K-9,V-9,NAS,A700,6sl3,Kiel\n"),
    ] {
        let file = office.file(subject, text);
        assert!(office.run(&[subject, "import", &file]).done().contains("1 added, 0 changed"), "{subject}");
        assert!(office.run(&[subject, "import", &file]).done().contains("0 added, 0 changed"), "{subject}");
    }
}

async fn tells_every_line_that_does_not_fit(kind: Kind) {
    let (world, office) = office(kind).await;
    let wrong = [
        (
            "member",
            "email,customer,name\nx@muster.example,K-7,X\nneu@muster.example,K-1,Neu\ndora@beispiel.example,K-1,Dora\nNEU@muster.example,K-1,Neu\n",
            vec![
                "line 2: there is no customer K-7",
                "line 4: dora@beispiel.example belongs to another customer than K-1",
                "line 5: neu@muster.example is in line 3 already",
            ],
        ),
        (
            "contract",
            "id,customer,name,valid_from,valid_until\nV-3,K-1,Basis,2026-01-01,2026-12-31\nV-8,K-7,Basis,2026-01-01,2026-12-31\n",
            vec!["line 2: the contract V-3 is not one of customer K-1", "line 3: there is no customer K-7"],
        ),
        (
            "system",
            "id,customer,contract,name,model,serial,site\nS-8,K-1,V-3,N,M,1,S\nS-9,K-1,V-77,N,M,1,S\n",
            vec!["line 2: the contract V-3 is not one of customer K-1", "line 3: there is no contract V-77"],
        ),
        ("customer", "id,name\nK-9,Neun\nK-9,Neun\n", vec!["line 3: K-9 is in line 2 already"]),
    ];
    for (subject, text, lines) in wrong {
        let file = office.file("list.csv", text);
        let told = office.run(&[subject, "import", &file]).refused();
        assert!(told.contains(&format!("{} line", lines.len())), "{told}");
        for line in lines {
            assert!(told.contains(line), "{line}: {told}");
        }
    }
    assert_eq!(world.store.member_list("").await.unwrap().len(), 4);
    assert_eq!(world.store.customers().await.unwrap().len(), 2);
    assert!(audited(&world, "").await.is_empty());
}

async fn leaves_what_a_list_leaves_out(kind: Kind) {
    let (world, office) = office(kind).await;
    let file = office.file(
        "members.csv",
        "email,customer,name\ncarla@muster.example,K-1,Carla N.\nbernd@muster.example,K-1,Bernd N.\n",
    );
    office.run(&["member", "import", &file]).done();
    let member = async |address: &str| world.store.member_by_email(&email(address)).await.unwrap().expect("a member");
    assert!(!member("carla@muster.example").await.enabled, "a list without a column for it enables nobody");
    assert_eq!(member("bernd@muster.example").await.role, Role::CustomerAdmin);
    assert_eq!(member("bernd@muster.example").await.name, "Bernd N.");
}

async fn lists_for_people_and_programs(kind: Kind) {
    let (_world, office) = office(kind).await;
    let table = office.run(&["member", "list", "--customer", "K-1"]).done();
    assert!(table.contains("anna@muster.example") && table.contains("customer_admin"), "{table}");
    assert!(table.ends_with("3 rows\n") && !table.contains("beispiel"), "{table}");
    let rows = office.rows(&["member", "list", "--which", "disabled"]);
    assert_eq!((rows.len(), rows[0]["email"].as_str()), (1, Some("carla@muster.example")));
    assert_eq!(office.rows(&["member", "list", "--role", "customer_admin"]).len(), 1);
    assert_eq!(office.rows(&["contract", "list"]).len(), 3);
    assert_eq!(office.rows(&["system", "list", "--customer", "K-2"])[0]["contract"], "V-3");
    assert_eq!(office.rows(&["customer", "list"]).len(), 2);
    assert_eq!(office.run(&["member", "list", "--customer", "K-7"]).done(), "nothing to show\n");
}

async fn changes_rights_and_says_so(kind: Kind) {
    let (world, office) = office(kind).await;
    let anna = world.store.member_by_email(&email("anna@muster.example")).await.unwrap().expect("a member");
    office.run(&["member", "disable", "Anna@muster.example"]).done();
    assert!(world.store.admitted(&anna.email, world.day).await.unwrap().is_none());
    office.run(&["member", "disable", "anna@muster.example"]).done();
    office.run(&["member", "enable", "anna@muster.example"]).done();
    assert!(world.store.admitted(&anna.email, world.day).await.unwrap().is_some());
    office.run(&["member", "role", "anna@muster.example", "customer_admin"]).done();
    assert_eq!(world.store.member(&anna.id).await.unwrap().expect("kept").role, Role::CustomerAdmin);

    let told = office.run(&["contract", "end", "V-1", "--on", "2026-11-23"]).done();
    assert!(told.contains("2026-11-23 (it was 2026-12-31)"), "{told}");
    assert!(world.store.admitted(&anna.email, day("2026-11-23")).await.unwrap().is_some(), "the last day counts");
    assert!(world.store.admitted(&anna.email, world.day).await.unwrap().is_none());
    let place = format!("cli:{}", anna.id);
    let expected = ["member.disabled", "member.enabled", "member.role.customer_admin"];
    let mut expected: Vec<String> = expected.iter().map(|what| format!("operator {what} {place}")).collect();
    expected.push("operator contract.ended cli:V-1".to_owned());
    assert_eq!(audited(&world, "").await, expected, "what changed nothing is no change");

    let told = office.run(&["member", "disable", "bernd@muster.example", "niemand@muster.example"]).refused();
    assert!(told.contains("niemand@muster.example is no member's address"), "{told}");
    assert!(world.store.member_by_email(&email("bernd@muster.example")).await.unwrap().expect("kept").enabled);
    assert!(office.run(&["member", "enable", "niemand"]).refused().contains("no e-mail address"));
    assert!(office.run(&["contract", "end", "V-1", "--on", "2027-01-01"]).refused().contains("it ends earlier"));
    assert!(office.run(&["contract", "end", "V-1", "--on", "2020-01-01"]).refused().contains("begins on"));
    assert!(office.run(&["contract", "end", "V-0", "--on", "2026-01-01"]).refused().contains("no contract V-0"));
    for usage in [&["member", "role", "anna@muster.example", "boss"][..], &["member", "enable"], &["member", "tanze"]] {
        assert_eq!(office.run(usage).code, 2, "{usage:?}");
    }
}

async fn works_beside_the_running_service(kind: Kind) {
    use std::io::{BufRead, BufReader};

    let (world, office) = office(kind).await;
    let mut service = office.start(&["serve"]);
    let mut log = BufReader::new(service.stderr.take().expect("piped"));
    let mut line = String::new();
    while !line.contains("serving") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "it ended before it served");
    }
    for n in 0..5 {
        let file = office.file("members.csv", format!("email,customer,name\nneu{n}@muster.example,K-1,Neu {n}\n"));
        office.run(&["member", "import", &file]).done();
        office.run(&["member", "disable", &format!("neu{n}@muster.example")]).done();
    }
    assert_eq!(office.rows(&["member", "list", "--which", "disabled"]).len(), 6);
    assert!(service.try_wait().unwrap().is_none(), "the service goes on");
    assert_eq!(stop(service), 0);
    assert_eq!(world.store.member_list("K-1").await.unwrap().len(), 8);
}

//! Files as they come: from every spreadsheet, cut off, in another encoding, or not what they should be.

use super::office::Office;
use crate::databases::Kind;
use crate::store::world::World;

async fn office() -> (World, Office) {
    let world = World::new(Kind::Sqlite).await;
    let office = Office::on(&world.fresh.url);
    (world, office)
}

/// What a member file is told.
async fn refused(bytes: impl AsRef<[u8]>) -> String {
    let (world, office) = office().await;
    let before = world.store.member_list("").await.unwrap();
    let file = office.file("members.csv", bytes);
    let told = office.run(&["member", "import", &file]).refused();
    assert_eq!(world.store.member_list("").await.unwrap(), before, "nothing is kept");
    assert_eq!(office.run(&["member", "import", &file, "--dry-run"]).refused(), told);
    told
}

#[tokio::test]
async fn what_spreadsheets_write_is_read() {
    for text in [
        "email,customer,name\nneu@muster.example,K-1,Jörg Weiß\n",
        "\u{feff}email;customer;name\r\nneu@muster.example;K-1;Jörg Weiß\r\n",
        "email;customer;name\r\n\r\nneu@muster.example;K-1;\"Jörg Weiß\"\r\n\r\n",
        "name,email,customer\n Jörg Weiß , Neu@Muster.example ,K-1",
    ] {
        let (world, office) = office().await;
        let file = office.file("members.csv", text);
        assert!(
            office.run(&["member", "import", &file]).done().contains("1 added, 0 changed, 0 unchanged."),
            "{text:?}"
        );
        let member = world.store.member_by_email(&crate::store::world::email("neu@muster.example")).await.unwrap();
        assert_eq!(member.expect("a member").name, "Jörg Weiß");
    }
}

#[tokio::test]
async fn another_encoding_is_named_with_the_line() {
    let mut latin = b"email,customer,name\na@muster.example,K-1,Anna\nb@muster.example,K-1,J".to_vec();
    latin.extend([0xf6, b'r', b'g', b'\n']);
    let told = refused(&latin).await;
    assert!(told.contains("line 3: this is not UTF-8") && told.contains("Latin-1"), "{told}");
    let utf16: Vec<u8> = "\u{feff}email,customer\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refused(&utf16).await.contains("line 1: this is not UTF-8"));
}

#[tokio::test]
async fn a_wrong_file_is_told_as_such() {
    for (text, told) in [
        ("", "the column email is missing"),
        ("email,name\n", "the column customer is missing"),
        ("email,customer,name,telefon\n", "no column \"telefon\""),
        ("id,name\nK-1,Muster\n", "the column email is missing"),
        ("email,customer,name\nkeine-adresse,K-1,Anna\n", "line 2: email is no e-mail address"),
        ("email,customer,name\nx@muster.example,K-1\n", "line 2"),
        ("email,customer,name,role\nx@muster.example,K-1,X,boss\n", "line 2: role is neither user nor customer_admin"),
        ("email,customer,name,enabled\nx@muster.example,K-1,X,vielleicht\n", "line 2: enabled is neither yes nor no"),
        ("email,customer,name\r\n\r\nx@muster.example,K-1,\"a\r\nb\"\r\n", "line 3: name has control characters"),
    ] {
        let said = refused(text).await;
        assert!(said.contains(told), "{text:?}: {said}");
    }
    let (_world, office) = office().await;
    let told = office.run(&["member", "import", "nowhere.csv"]).refused();
    assert!(told.contains("read nowhere.csv") && told.contains("No such file"), "{told}");
}

#[tokio::test]
async fn all_wrong_lines_are_told_but_not_without_end() {
    let lines: Vec<String> = (0..80).map(|n| format!("m{n},K-1,Name")).collect();
    let told = refused(format!("email,customer,name\n{}\n", lines.join("\n"))).await;
    assert!(told.contains("80 lines are wrong, nothing was kept"), "{told}");
    assert!(told.contains("line 2:") && told.contains("line 51:") && !told.contains("line 52:"), "{told}");
    assert!(told.contains("and 30 more"), "{told}");
}

#[tokio::test]
async fn a_long_file_tells_how_far_it_is() {
    const LINES: usize = 100_000;
    let (world, office) = office().await;
    let lines: Vec<String> = (0..LINES).map(|n| format!("m{n}@muster.example,K-1,Name {n}")).collect();
    let file = office.file("members.csv", format!("email,customer,name\n{}\n", lines.join("\n")));
    let begun = std::time::Instant::now();
    let ran = office.run(&["member", "import", &file]);
    let first = begun.elapsed();
    assert!(ran.err.contains("20000 of 100000") && ran.err.contains("100000 of 100000"), "{}", ran.err);
    assert!(ran.done().contains("100000 added, 0 changed, 0 unchanged"));
    let begun = std::time::Instant::now();
    assert!(office.run(&["member", "import", &file]).done().contains("0 added, 0 changed, 100000 unchanged"));
    println!("{LINES} members: {first:?} when new, {:?} when known", begun.elapsed());
    assert_eq!(world.store.member_list("").await.unwrap().len(), LINES + 4);
}

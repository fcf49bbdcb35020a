use chrono::{DateTime, Duration, Utc};
use ticketlotse::conversation::time::{Direction, Reading, read};
use ticketlotse::locales::Locales;
fn show(r: &Reading, now: DateTime<Utc>) -> serde_json::Value {
    let z = chrono_tz::Europe::Berlin;
    let f = |m: &DateTime<Utc>| m.with_timezone(&z).format("%Y-%m-%dT%H:%M").to_string();
    match r {
        Reading::Day(d) => serde_json::json!({"type":"date","value": d.to_string()}),
        Reading::Moment(m) => serde_json::json!({"type":"datetime","value": f(m)}),
        Reading::Time(t) => {
            serde_json::json!({"type":"datetime","value": format!("{}T{}", now.with_timezone(&z).date_naive(), t.format("%H:%M"))})
        }
        Reading::Range(a, b) => {
            let (mut s, mut e) = (f(a), f(b));
            if s.ends_with("T00:00") && e.ends_with("T00:00") {
                s.truncate(10);
                let last = (b.with_timezone(&z).date_naive() - Duration::days(1)).to_string();
                e = last;
            }
            serde_json::json!({"type":"range","start":s,"end":e})
        }
        Reading::PartOfDay { day, part } => serde_json::json!({"type":"part","day":day.to_string(),"part":part}),
        Reading::Several(all) => {
            serde_json::json!({"type":"several","all": all.iter().map(|r| show(r, now)).collect::<Vec<_>>()})
        }
    }
}
fn main() {
    let l = Locales::shipped().unwrap().lexicons();
    let z = chrono_tz::Europe::Berlin;
    let args: Vec<String> = std::env::args().collect();
    if args.len() > 2 {
        let now: DateTime<Utc> = "2026-11-24T10:15:00+01:00".parse::<DateTime<chrono::FixedOffset>>().unwrap().into();
        for line in std::io::stdin().lines() {
            let line = line.unwrap();
            let lx = l.iter().find(|x| x.language == args[2]).unwrap();
            println!(
                "{line:45} F {}",
                read(&line, lx, now, z, Direction::Future).map_or("-".into(), |r| show(&r, now).to_string())
            );
            println!(
                "{:45} P {}",
                "",
                read(&line, lx, now, z, Direction::Past).map_or("-".into(), |r| show(&r, now).to_string())
            );
        }
        return;
    }
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let mut n = std::collections::BTreeMap::<String, (u32, u32, u32)>::new();
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let now: DateTime<Utc> = v["now"].as_str().unwrap().parse::<DateTime<chrono::FixedOffset>>().unwrap().into();
        let lx = l.iter().find(|x| x.language == v["lang"].as_str().unwrap()).unwrap();
        let mut wanted = vec![v["expected"].clone()];
        wanted.extend(v["accept"].as_array().unwrap().iter().cloned());
        let kind = v["expected"]["type"].as_str().unwrap().to_string();
        let past = read(v["text"].as_str().unwrap(), lx, now, z, Direction::Past).map(|r| show(&r, now));
        let fut = read(v["text"].as_str().unwrap(), lx, now, z, Direction::Future).map(|r| show(&r, now));
        let right = |g: &Option<serde_json::Value>| g.as_ref().is_some_and(|g| wanted.contains(g));
        let asked = |g: &Option<serde_json::Value>| {
            g.as_ref().is_some_and(|g| {
                g["type"] == "several" && g["all"].as_array().unwrap().iter().any(|x| wanted.contains(x))
            })
        };
        let e = n.entry(kind).or_default();
        e.0 += 1;
        if right(&fut) {
            e.1 += 1
        } else if asked(&fut) {
            e.2 += 1;
            println!("ASK  {:40} {:?}", v["text"].as_str().unwrap(), fut.map(|x| x.to_string()));
        } else {
            println!(
                "MISS {:40} want {} fut {} past {}",
                v["text"].as_str().unwrap(),
                v["expected"],
                fut.map_or("-".into(), |x| x.to_string()),
                past.map_or("-".into(), |x| x.to_string())
            );
        }
    }
    println!("{n:?}");
}

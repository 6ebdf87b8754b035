//! `claim_in`: an effect happens exactly once.

mod common;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use common::*;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use webhook_core::{
    DedupeBy, Delivery, DeliveryContext, Inbound, Verifier, providers,
    store::{Claim, DedupeStore as _},
    testing,
};
use webhook_sqlite::{Effect, SqliteStore, claim_in};

fn delivery() -> Delivery {
    testing::delivery(providers::STRIPE, "invoice.paid")
}

fn ready(file: &File) -> Connection {
    let connection = file.connect();
    SqliteStore::migrate(&connection).unwrap();
    connection
}

fn begin(connection: &mut Connection) -> Transaction<'_> {
    connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap()
}

/// One transaction with nothing else in it.
fn committed(connection: &mut Connection, delivery: &Delivery) -> Effect {
    let transaction = begin(connection);
    let effect = claim_in(&transaction, delivery).unwrap();
    transaction.commit().unwrap();
    effect
}

#[test]
fn second_is_a_duplicate() {
    let file = File::new();
    let (mut connection, delivery, other) = (ready(&file), delivery(), delivery());
    for (delivery, effect) in [
        (&delivery, Effect::Fresh),
        (&delivery, Effect::Duplicate),
        (&other, Effect::Fresh),
        (&delivery, Effect::Duplicate),
    ] {
        assert_eq!(committed(&mut connection, delivery), effect);
    }
    // In one transaction, too.
    let transaction = begin(&mut connection);
    assert_eq!(claim_in(&transaction, &other).unwrap(), Effect::Duplicate);
}

#[test]
fn rolled_back_is_fresh_again() {
    let file = File::new();
    let (mut connection, delivery) = (ready(&file), delivery());
    for _ in 0..2 {
        let transaction = begin(&mut connection);
        assert_eq!(claim_in(&transaction, &delivery).unwrap(), Effect::Fresh);
        transaction.rollback().unwrap();
    }
    assert_eq!(committed(&mut connection, &delivery), Effect::Fresh);
}

#[test]
fn record_lasts_for_the_window_and_is_fresh_after_it() {
    let file = File::new();
    let (mut connection, delivery) = (ready(&file), delivery());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let (before, window) = (now(), delivery.dedupe_window());
    assert_eq!(committed(&mut connection, &delivery), Effect::Fresh);
    let until: i64 = connection
        .query_row("SELECT until FROM webhook_effects", [], |row| row.get(0))
        .unwrap();
    let until = Duration::from_millis(until.try_into().unwrap());
    // A millisecond for what the clocks round.
    let (shortest, longest) = (before + window, now() + window);
    let grace = Duration::from_millis(1);
    assert!(until + grace >= shortest && until <= longest + grace);

    connection
        .execute("UPDATE webhook_effects SET until = 1", [])
        .unwrap();
    assert_eq!(committed(&mut connection, &delivery), Effect::Fresh);
    assert_eq!(committed(&mut connection, &delivery), Effect::Duplicate);
}

#[tokio::test]
async fn claim_of_the_layer_is_no_duplicate() {
    let file = File::new();
    let (store, mut connection, delivery) = (file.store(), file.connect(), delivery());
    let key = delivery.dedupe_key().unwrap();
    let Ok(Claim::Fresh(held)) = store.claim(key, LEASE).await else {
        panic!("never seen");
    };
    assert_eq!(committed(&mut connection, &delivery), Effect::Fresh);
    store.complete(key, held.owner(), KEEP).await.unwrap();
    assert_eq!(committed(&mut connection, &delivery), Effect::Duplicate);
}

#[test]
fn effect_of_many_threads_happens_once() {
    let file = File::new();
    let delivery = delivery();
    ready(&file)
        .execute_batch("CREATE TABLE account (paid INTEGER); INSERT INTO account VALUES (0);")
        .unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut connection = file.connect();
                let transaction = begin(&mut connection);
                if claim_in(&transaction, &delivery).unwrap() == Effect::Fresh {
                    transaction
                        .execute("UPDATE account SET paid = paid + 1", [])
                        .unwrap();
                }
                transaction.commit().unwrap();
            });
        }
    });
    let paid: i64 = file
        .connect()
        .query_row("SELECT paid FROM account", [], |row| row.get(0))
        .unwrap();
    assert_eq!(paid, 1);
}

#[test]
fn delivery_without_a_key_and_file_without_tables_are_errors() {
    let file = File::new();
    let mut connection = file.connect();
    let transaction = begin(&mut connection);
    let error = claim_in(&transaction, &delivery()).unwrap_err();
    assert!(error.to_string().contains("migrate"), "{error}");
    drop(transaction);

    SqliteStore::migrate(&connection).unwrap();
    let secret = "whsec_a_secret_of_this_test_alone";
    let now = SystemTime::now().into();
    let request = testing::request(providers::STRIPE, secret)
        .body(r#"{"id":"evt_1"}"#)
        .build();
    let (head, body) = request.into_parts();
    let verifier = Verifier::new(providers::STRIPE, secret).unwrap();
    let verified = verifier.verify(&Inbound::from(&head), body, now).unwrap();
    let context = DeliveryContext {
        dedupe: DedupeBy::Off,
        ..DeliveryContext::new("stripe", now)
    };
    let error = claim_in(&begin(&mut connection), &Delivery::new(verified, context)).unwrap_err();
    assert!(error.to_string().contains("no dedupe key"), "{error}");
}

//! The embedded desk: the contract on both databases, and what only it does.

mod on_sqlite {
    async fn fresh() -> Option<super::super::subject::Subject> {
        Some(super::super::subject::on_sqlite().await)
    }
    super::super::contract::contract!(fresh);
}

//! A row read from either database.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{DatabaseError, Trouble};

/// A cell as both databases can give it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// One row; cells by column name.
#[derive(Clone, Debug)]
pub struct Row {
    /// The names of the columns, shared by all rows of an answer.
    pub(super) columns: Arc<[String]>,
    pub(super) cells: Vec<Cell>,
}

impl Row {
    /// The cell of that column, as the wanted type.
    pub fn get<T: FromCell>(&self, column: &str) -> Result<T, DatabaseError> {
        let cell = self.columns.iter().position(|name| name == column).and_then(|at| self.cells.get(at));
        cell.and_then(T::from_cell).ok_or_else(|| {
            DatabaseError::new(
                Trouble::Permanent,
                format!("read column {column}: missing or of another type than expected"),
            )
        })
    }
}

/// What a cell can be read as.
pub trait FromCell: Sized {
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "cells are made and read in this module only")]
    fn from_cell(cell: &Cell) -> Option<Self>;
}

macro_rules! from_cell {
    ($($type:ty: $cell:ident => $value:expr;)+) => {$(
        impl FromCell for $type {
            #[expect(private_interfaces, reason = "cells are made and read in this module only")]
            fn from_cell($cell: &Cell) -> Option<Self> {
                $value
            }
        }
    )+};
}

from_cell! {
    i64: cell => match cell { Cell::Int(value) => Some(*value), _ => None };
    bool: cell => match cell { Cell::Int(value) => Some(*value != 0), _ => None };
    String: cell => match cell { Cell::Text(value) => Some(value.clone()), _ => None };
    Vec<u8>: cell => match cell { Cell::Blob(value) => Some(value.clone()), _ => None };
    DateTime<Utc>: cell => match cell { Cell::Int(value) => DateTime::from_timestamp_millis(*value), _ => None };
    NaiveDate: cell => match cell { Cell::Text(value) => value.parse().ok(), _ => None };
}

impl<T: FromCell> FromCell for Option<T> {
    #[expect(private_interfaces, reason = "cells are made and read in this module only")]
    fn from_cell(cell: &Cell) -> Option<Self> {
        if *cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

//! Agents' passwords: argon2id, kept as PHC strings.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

use crate::domain::Chance;

/// Shortest password in characters (NIST SP 800-63B asks for 8; there is no second factor here).
pub const MIN_PASSWORD: usize = 12;
/// Longest password in bytes.
const MAX_PASSWORD_BYTES: usize = 1024;
/// Bytes of a salt.
const SALT_BYTES: usize = 16;

/// Why a password cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has at least {MIN_PASSWORD} characters and at most {MAX_PASSWORD_BYTES} bytes")]
    Length,
    /// Hashing failed.
    #[error("hash a password")]
    Hash,
}

/// Hashes a password. Takes a noticeable time: not on a thread that serves requests.
pub fn hash(password: &str, chance: &dyn Chance) -> Result<String, PasswordError> {
    if password.chars().count() < MIN_PASSWORD || password.len() > MAX_PASSWORD_BYTES {
        return Err(PasswordError::Length);
    }
    let mut salt = [0; SALT_BYTES];
    chance.fill(&mut salt);
    let salt = SaltString::encode_b64(&salt).map_err(|_| PasswordError::Hash)?;
    let hashed = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(|_| PasswordError::Hash)?;
    Ok(hashed.to_string())
}

/// Whether it is the password. Takes as long as [`hash`], with a `known` hash that is none as well.
pub fn is_right(password: &str, known: Option<&str>) -> bool {
    // Nobody's: keeps unknown names from being answered faster.
    const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                           AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let hashed = PasswordHash::new(known.unwrap_or(NOBODYS)).or_else(|_| PasswordHash::new(NOBODYS));
    let Ok(hashed) = hashed else { return false };
    let password = if password.len() > MAX_PASSWORD_BYTES { "" } else { password };
    Argon2::default().verify_password(password.as_bytes(), &hashed).is_ok() && known.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Always the same.
    #[derive(Debug)]
    struct Fixed;

    impl Chance for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
        fn id(&self) -> String {
            "id".to_owned()
        }
    }

    #[test]
    fn only_the_password_itself_is_right() {
        let kept = hash("ein langes Passwort", &Fixed).expect("a hash");
        assert!(kept.starts_with("$argon2id$"));
        assert!(is_right("ein langes Passwort", Some(&kept)));
        for wrong in ["ein langes passwort", "", "ein langes Passwort "] {
            assert!(!is_right(wrong, Some(&kept)), "{wrong}");
        }
        assert!(!is_right("ein langes Passwort", None));
        assert!(!is_right("", Some("no hash")));
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert_eq!(hash("kurz", &Fixed), Err(PasswordError::Length));
        assert_eq!(hash(&"x".repeat(2000), &Fixed), Err(PasswordError::Length));
    }
}

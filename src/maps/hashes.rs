//! Hashes of keys: quick ones, and for keys that somebody chose to have the same quick ones, the standard library's.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Hashes the keys of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hashing {
    /// In a few steps.
    #[default]
    Quick,
    /// So that it is hard to find keys whose hashes fall together.
    Hard,
}

impl Hashing {
    /// The hash of a key.
    pub(super) fn of(self, key: &(impl Hash + ?Sized)) -> u32 {
        let mut hasher = self.hasher();
        key.hash(&mut hasher);
        hasher.finish() as u32
    }

    #[inline(never)]
    fn hasher(self) -> Either {
        match self {
            Self::Quick => Either::Quick(0),
            Self::Hard => Either::Hard(DefaultHasher::new()),
        }
    }
}

/// Multiplies to spread the bits; any odd number without a pattern would do.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// One type for both, and no part of it inlined, so that each type of key is compiled for once, in little code.
enum Either {
    Quick(u64),
    Hard(DefaultHasher),
}

impl Hasher for Either {
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Quick(state) => {
                let mut now = *state;
                let (words, rest) = bytes.as_chunks::<8>();
                for word in words {
                    now = mix(now, u64::from_le_bytes(*word));
                }
                *state = match (rest.len(), bytes.last_chunk::<8>()) {
                    (0, _) => now,
                    // A part of it a second time: in one step.
                    (count, Some(last)) => mix(now, u64::from_le_bytes(*last) ^ count as u64),
                    (count, None) => mix(
                        now,
                        rest.iter().rev().fold(count as u64, |word, byte| word << 8 | u64::from(*byte)),
                    ),
                };
            }
            Self::Hard(hasher) => hasher.write(bytes),
        }
    }

    /// The end of every text.
    #[inline(never)]
    fn write_u8(&mut self, byte: u8) {
        match self {
            Self::Quick(state) => *state = mix(*state, u64::from(byte)),
            Self::Hard(hasher) => hasher.write_u8(byte),
        }
    }

    #[inline(never)]
    fn finish(&self) -> u64 {
        match self {
            Self::Quick(state) => state ^ state >> 32,
            Self::Hard(hasher) => hasher.finish(),
        }
    }
}

/// Takes eight bytes into a state.
fn mix(state: u64, word: u64) -> u64 {
    let mixed = (state ^ word).wrapping_mul(SPREAD);
    mixed ^ mixed >> 29
}

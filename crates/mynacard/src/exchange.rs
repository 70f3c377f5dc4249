//! APDUs: builds commands, follows 61xx and 6Cxx, reads files however the card hands them out.

use zeroize::Zeroizing;

use crate::profile::{self, MAX_READS_PER_FILE, NOT_AWAKE_YET, SELECT_ATTEMPTS, SHORT_ID};
use crate::{CardError, CardFile, Channel, ChannelError, Problem, Step};

const OK: u16 = 0x9000;
/// 6282, "end of file before Le bytes": fewer bytes than asked, which is no error here.
const END_OF_FILE: u16 = 0x6282;
const SECURITY_NOT_SATISFIED: u16 = 0x6982;
const FILE_NOT_FOUND: u16 = 0x6A82;
const OFFSET_BEYOND_FILE: u16 = 0x6B00;

/// Most bytes that a short READ BINARY brings.
const MAX_SHORT_READ: usize = 256;
/// A chain of 61xx answers beyond this is no answer.
const MAX_CONTINUATIONS: usize = 16;

/// How a file is named in a command.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Addressing {
    /// By the five low bits of its id, without SELECT.
    ShortId(u16),
    /// The file that was selected last.
    Current,
}

impl Addressing {
    fn byte(self) -> u8 {
        match self {
            Self::ShortId(file) => SHORT_ID | (file.to_be_bytes()[1] & 0x1F),
            Self::Current => SHORT_ID,
        }
    }
}

/// Where a file ends, judged by the bytes read so far.
pub(crate) enum Extent {
    /// Its header is not complete yet.
    NotYetKnown,
    /// This many bytes from its start.
    Total(usize),
    /// Nothing but filler.
    Nothing,
}

/// One answer: data and status word.
pub(crate) struct Answer {
    pub data: Zeroizing<Vec<u8>>,
    pub status: u16,
}

impl Answer {
    fn brought_data(&self) -> bool {
        matches!(self.status, OK | END_OF_FILE)
    }
}

/// A conversation with one card.
pub(crate) struct Exchange<'c, C: Channel + ?Sized> {
    channel: &'c mut C,
}

impl<'c, C: Channel + ?Sized> Exchange<'c, C> {
    pub(crate) fn new(channel: &'c mut C) -> Self {
        Self { channel }
    }

    /// SELECT of an application. Repeated when the card just woke up; this spends no try.
    pub(crate) fn select_application(&mut self, aid: [u8; 10]) -> Result<u16, ChannelError> {
        let mut command = vec![0x00, 0xA4, 0x04, 0x0C, 10];
        command.extend(aid);
        let mut attempt = 1;
        loop {
            let outcome = self.send_once(&command).map(|answer| answer.status);
            let worth_another = matches!(
                outcome,
                Ok(NOT_AWAKE_YET) | Err(ChannelError::CardReset | ChannelError::CommunicationLost)
            );
            if !worth_another || attempt == SELECT_ATTEMPTS {
                return outcome.map(select_status);
            }
            attempt += 1;
        }
    }

    /// GET DATA of the reader (PC/SC part 3): the number of a contactless card; `None` when the reader has none to give.
    pub(crate) fn contactless_id(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, ChannelError> {
        let answer = self.send([0xFF, 0xCA, 0x00, 0x00, 0x00])?;
        Ok((answer.status == OK).then_some(answer.data))
    }

    /// SELECT of an elementary file, which makes it the current one.
    pub(crate) fn select_file(&mut self, file: u16) -> Result<u16, ChannelError> {
        let [high, low] = file.to_be_bytes();
        let answer = self.send_once(&[0x00, 0xA4, 0x02, 0x0C, 2, high, low])?;
        Ok(select_status(answer.status))
    }

    /// VERIFY without data: asks for the tries left and spends none.
    pub(crate) fn ask_tries(&mut self, secret: Addressing) -> Result<u16, ChannelError> {
        let answer = self.send_once(&[0x00, 0x20, 0x00, secret.byte()])?;
        Ok(answer.status)
    }

    /// VERIFY. Sent exactly once, whatever comes back: a second one could spend a second try.
    pub(crate) fn verify(
        &mut self,
        secret: Addressing,
        digits: &[u8],
    ) -> Result<u16, ChannelError> {
        let length = u8::try_from(digits.len()).expect("a secret has at most 14 digits");
        let mut command = Zeroizing::new(Vec::with_capacity(5 + digits.len()));
        command.extend([0x00, 0x20, 0x00, secret.byte(), length]);
        command.extend(digits);
        Ok(self.send_once(&command)?.status)
    }

    /// Reads a file up to the end that `extent` sees in it, first by short id, and by SELECT where that does not work.
    ///
    /// `None` when the file does not exist or is empty.
    pub(crate) fn read_file(
        &mut self,
        file: CardFile,
        id: u16,
        max_len: usize,
        extent: impl Fn(&[u8]) -> Result<Extent, Problem>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, CardError> {
        let malformed = |problem| CardError::Malformed { file, problem };
        // Sized once, so that growing leaves no copies behind.
        let mut content = Zeroizing::new(Vec::with_capacity(max_len + MAX_SHORT_READ));

        let first = self.read(Addressing::ShortId(id), 0, MAX_SHORT_READ)?;
        let mut selected = false;
        let mut answer = match first.status {
            OK | END_OF_FILE | SECURITY_NOT_SATISFIED => first,
            _ => {
                match self.select_file(id)? {
                    OK => selected = true,
                    FILE_NOT_FOUND => return Ok(None),
                    status_word => return Err(refused(Step::SelectFile, status_word)),
                }
                self.read(Addressing::Current, 0, MAX_SHORT_READ)?
            }
        };
        let mut wanted = MAX_SHORT_READ;
        for _ in 0..MAX_READS_PER_FILE {
            if answer.status == OFFSET_BEYOND_FILE {
                answer.data.clear();
            } else if !answer.brought_data() {
                return Err(refused(Step::Read, answer.status));
            }
            if answer.data.len() > wanted {
                return Err(malformed(Problem::MoreThanAsked));
            }
            if answer.data.is_empty() {
                return if content.is_empty() {
                    Ok(None)
                } else {
                    Err(malformed(Problem::Truncated))
                };
            }
            content.extend_from_slice(&answer.data);
            wanted = match extent(&content).map_err(malformed)? {
                Extent::Nothing => return Ok(None),
                Extent::Total(total) if total > max_len => return Err(malformed(Problem::TooLong)),
                Extent::Total(total) if total <= content.len() => {
                    content.truncate(total);
                    return Ok(Some(content));
                }
                Extent::Total(total) => MAX_SHORT_READ.min(total - content.len()),
                Extent::NotYetKnown => MAX_SHORT_READ,
            };
            if !selected {
                // Offsets beyond 255 need the file to be the current one, which a read by short id may not do.
                match self.select_file(id)? {
                    OK => selected = true,
                    status_word => return Err(refused(Step::SelectFile, status_word)),
                }
            }
            answer = self.read(Addressing::Current, content.len(), wanted)?;
        }
        Err(malformed(Problem::TooManyReads))
    }

    fn read(&mut self, file: Addressing, offset: usize, len: usize) -> Result<Answer, CardError> {
        let [high, low] = u16::try_from(offset)
            .expect("files end far below 64 kB")
            .to_be_bytes();
        let first = match file {
            Addressing::ShortId(_) => file.byte(),
            Addressing::Current => high,
        };
        // Le is one byte, in which 0 stands for 256.
        let le = u8::try_from(len).unwrap_or(0);
        Ok(self.send([0x00, 0xB0, first, low, le])?)
    }

    /// Sends a command that may be repeated, and gathers the answer where the card wants to be asked again for it.
    fn send(&mut self, command: [u8; 5]) -> Result<Answer, ChannelError> {
        let mut answer = self.send_once(&command)?;
        if let [0x6C, right_len] = answer.status.to_be_bytes() {
            let [cla, ins, p1, p2, _] = command;
            answer = self.send_once(&[cla, ins, p1, p2, right_len])?;
        }
        let mut data = answer.data;
        for _ in 0..MAX_CONTINUATIONS {
            let [0x61, waiting] = answer.status.to_be_bytes() else {
                return Ok(Answer {
                    data,
                    status: answer.status,
                });
            };
            answer = self.send_once(&[0x00, 0xC0, 0x00, 0x00, waiting])?;
            data.extend_from_slice(&answer.data);
        }
        Err(ChannelError::AnswerGarbled)
    }

    fn send_once(&mut self, command: &[u8]) -> Result<Answer, ChannelError> {
        let mut data = self.channel.transmit(command)?;
        let (&low, rest) = data.split_last().ok_or(ChannelError::AnswerGarbled)?;
        let (&high, rest) = rest.split_last().ok_or(ChannelError::AnswerGarbled)?;
        let data_len = rest.len();
        data.truncate(data_len);
        Ok(Answer {
            data,
            status: u16::from_be_bytes([high, low]),
        })
    }
}

/// A refusal of a step.
pub(crate) fn refused(step: Step, status_word: u16) -> CardError {
    CardError::Refused { step, status_word }
}

/// The result of SELECT of an application in words.
pub(crate) fn selected(status_word: u16) -> Result<(), CardError> {
    match status_word {
        OK => Ok(()),
        status if profile::means_no_such_application(status) => Err(CardError::NotMyNumberCard),
        status => Err(refused(Step::SelectApplication, status)),
    }
}

// 61xx after SELECT: selected, and a description could be fetched, which nobody needs.
fn select_status(status: u16) -> u16 {
    if status.to_be_bytes()[0] == 0x61 {
        OK
    } else {
        status
    }
}

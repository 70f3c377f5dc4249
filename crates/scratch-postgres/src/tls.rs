//! A certificate for the server, and the authority that vouches for it.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

use crate::Problem;

/// All as PEM.
pub struct Certificates {
    /// What a client trusts.
    pub authority: String,
    /// The server's.
    pub certificate: String,
    /// The server's private key.
    pub key: String,
}

/// Makes new ones for `localhost` and 127.0.0.1.
pub fn make() -> Result<Certificates, Problem> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    // Named otherwise than the server, whose certificate else looks as if it vouched for itself.
    let name = &mut authority.distinguished_name;
    name.push(DnType::CommonName, "invented authority");
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let signed = authority.self_signed(&authority_key)?;
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate()?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names)?.signed_by(&key, &issuer)?;
    Ok(Certificates {
        authority: signed.pem(),
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    })
}

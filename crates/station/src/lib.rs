//! What one PC has: settings, fonts, forms, counts, and its health.

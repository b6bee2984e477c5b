"""Two fictitious Sign-In Partners: OpenID Connect providers with invented customers."""

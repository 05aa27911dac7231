package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.HiddenText;
import io.redisfailover.configuration.yaml.Key;
import java.nio.file.Path;
import java.util.Optional;

/** A login; exactly one of the three passwords is named. */
public record LoginSection(
    @Key("User name; for Redis an ACL user, without it the default user.")
        Optional<String> username,
    @Key(
            "File that holds the password and nothing else; read again at every login. Of several lines, `auth` uses the first one, and `stats.auth` accepts each. Relative to this file's folder.")
        Optional<Path> passwordFile,
    @Key("Environment variable that holds the password.") Optional<String> passwordEnv,
    @Key(
            "The password itself. Anyone who can read this file can read it; prefer one of the other two.")
        Optional<HiddenText> password) {}

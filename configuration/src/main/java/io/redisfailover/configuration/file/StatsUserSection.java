package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.HiddenText;
import io.redisfailover.configuration.yaml.Key;
import io.redisfailover.proxy.config.StatisticsUser.Role;
import java.nio.file.Path;
import java.util.Optional;

/** A further user of the statistics page; exactly one of the three passwords is named. */
public record StatsUserSection(
    @Key("User name; another one than that of `stats.auth`.") String username,
    @Key(
            "File that holds the password and nothing else; read again at every login. Each of several lines is accepted. Relative to this file's folder.")
        Optional<Path> passwordFile,
    @Key("Environment variable that holds the password.") Optional<String> passwordEnv,
    @Key(
            "The password itself. Anyone who can read this file can read it; prefer one of the other two.")
        Optional<HiddenText> password,
    @Key(
            value =
                "What this user may do: `view` looks, as the user of `stats.auth` does; `operate` may also act on the servers and sees the addresses of clients (HAProxy's `stats admin`).",
            fallback = "view")
        Role role) {
  /** {@return the login of this user} */
  public LoginSection login() {
    return new LoginSection(Optional.of(username), passwordFile, passwordEnv, password);
  }
}

package io.redisfailover.configuration;

import io.redisfailover.configuration.file.ControlSection;
import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.configuration.file.SmallFile;
import io.redisfailover.controlapi.ControlToken;
import io.redisfailover.proxy.config.FileFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Reads secrets where the configuration says they are. Never puts one into a message. */
public final class Secrets {
  private static final int TOKEN_BYTES = 32;

  private Secrets() {}

  /**
   * Reads the password of a login.
   *
   * @param key the login's key in the configuration, for the message
   * @throws StartException when there is none, with the sentence of what is missing
   */
  public static String password(String key, LoginSection login) throws StartException {
    if (login.passwordFile().isPresent()) {
      return file(key + ".passwordFile", login.passwordFile().get());
    }
    if (login.passwordEnv().isPresent()) {
      return environment(key + ".passwordEnv", login.passwordEnv().get());
    }
    String text = login.password().orElseThrow().text();
    if (text.isBlank()) {
      throw new StartException(key + ".password: is empty; set it, or use passwordFile.");
    }
    return text;
  }

  /**
   * Reads a file that holds one secret and nothing else; a line end behind it does not count.
   *
   * @throws StartException when it cannot be read, is empty or is too large for a secret
   */
  public static String file(String key, Path file) throws StartException {
    String text;
    try {
      text = SmallFile.secret(file).strip();
    } catch (IOException unreadable) {
      throw new StartException(
          key,
          "%s cannot be read (%s); correct the path or the permissions of the file."
              .formatted(file, FileFailure.inWords(unreadable)));
    }
    if (text.isEmpty()) {
      throw new StartException(key, file + " is empty; put the secret into it.");
    }
    return text;
  }

  /** {@return a variable of the environment that a file names; absent when it is not set} */
  public static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  private static String environment(String key, String name) throws StartException {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new StartException(
          key
              + ": the environment variable "
              + name
              + " is not set or empty; set it, or use passwordFile.");
    }
    if (isGarbled(value, Charset.forName(System.getProperty("native.encoding")))) {
      throw new StartException(
          key
              + ": the environment variable "
              + name
              + " has characters that are lost in the process's locale; set LC_ALL=C.UTF-8, or put"
              + " the password into a file and name it with passwordFile.");
    }
    return value;
  }

  /**
   * {@return whether a variable may have been read as other characters than were written: the JVM
   * decodes the environment by the locale, and a bare one knows ASCII only}
   */
  static boolean isGarbled(String value, Charset locale) {
    return !locale.equals(StandardCharsets.UTF_8) && !value.chars().allMatch(c -> c < 0x80);
  }

  /**
   * {@return the token of the control API: the one in its file, which may be rotated, else one that
   * nobody can guess}
   *
   * @throws StartException as {@link #tokens}
   */
  public static RotatingSecret controlToken(ControlSection control) throws StartException {
    Optional<Path> file = control.tokenFile();
    if (file.isPresent()) {
      return new RotatingSecret(() -> tokens(file.get()));
    }
    String madeUp = random();
    return new RotatingSecret(() -> madeUp);
  }

  /**
   * Reads the file of the token.
   *
   * @return the tokens, one a line
   * @throws StartException as {@link #file}, or when no HTTP header can carry one of them
   */
  static String tokens(Path file) throws StartException {
    String tokens = file("control.tokenFile", file);
    if (!tokens.lines().allMatch(ControlToken::isSendable)) {
      throw new StartException(
          "control.tokenFile",
          file
              + " has a token with a character that no HTTP header can carry; use letters and digits,"
              + " as in the output of `openssl rand -hex 32`.");
    }
    return tokens;
  }

  /** {@return 64 hexadecimal digits that nobody can guess} */
  static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

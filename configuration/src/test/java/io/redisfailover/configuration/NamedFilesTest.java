package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --check} says of the files that a file names. */
class NamedFilesTest {
  private static final String SERVERS =
      "servers: {master: {host: a.invalid}, backup: {host: b.invalid}}\n";

  private static final String ALL =
      """
      auth: {passwordFile: password}
      stats: {auth: {username: admin, passwordFile: page}}
      control: {port: 8182, tokenFile: token}
      markerKeyFile: key
      """;

  private static final String KEY = "k".repeat(32);

  @TempDir Path folder;

  @Test
  void takesFilesThatTheProcessCanUse() throws Exception {
    write("password", "grün\n");
    write("page", "a word");
    write("token", "new-token\r\nold-token\n");
    secret("key", "# since today\n" + KEY + "\n");
    assertThat(check(ALL)).isEmpty();
    assertThat(check(ALL + "controller: off")).isEmpty();
  }

  @Test
  void namesEachFileThatIsMissingAtItsKey() {
    assertThat(check(ALL + "controller: off").lines())
        .hasSize(4)
        .anyMatch(says("2:8", "auth.passwordFile", "password", "cannot be read (no such file);"))
        .anyMatch(says("3:33", "stats.auth.passwordFile", "page", "cannot be read (no such file);"))
        .anyMatch(says("4:23", "control.tokenFile", "token", "cannot be read (no such file);"))
        .anyMatch(says("5:1", "markerKeyFile", "key", "does not exist; copy it from"));
  }

  @Test
  void namesFilesThatAreEmptyUnreadableOrNoFiles() throws Exception {
    write("password", " \n");
    Files.createDirectory(folder.resolve("page"));
    Files.write(folder.resolve("token"), new byte[] {(byte) 0xff});
    secret("key", KEY.substring(1));
    assertThat(check(ALL).lines())
        .hasSize(4)
        .anyMatch(says("2:8", "auth.passwordFile", "password", "is empty; put the secret"))
        .anyMatch(says("3:33", "stats.auth.passwordFile", "page", "cannot be read (not a regular"))
        .anyMatch(says("4:23", "control.tokenFile", "token", "cannot be read (not UTF-8 text);"))
        .anyMatch(says("5:1", "markerKeyFile", "key", "has a key of 31 characters; use 32 to"));
  }

  @Test
  void namesALogThatCannotBeWritten() throws Exception {
    assertThat(check("accessLog: {file: access.log}")).isEmpty();
    assertThat(check("accessLog: {file: none/access.log}"))
        .contains("accessLog.file: ", "cannot be written (the folder does not exist); make it");
    Files.createDirectory(folder.resolve("access.log"));
    assertThat(check("accessLog: {file: access.log}"))
        .contains("cannot be written (it is no regular file); use another path.");
  }

  @Test
  void namesATokenThatNoRequestCanCarryAndNeverShowsIt() throws Exception {
    write("token", "good\nb\u00e4d\n");
    assertThat(check("control: {port: 8182, tokenFile: token}"))
        .contains("control.tokenFile: ", "no HTTP header can carry; use letters and digits")
        .doesNotContain("good", "b\u00e4d");
    write("token", "a\u0007b");
    assertThat(check("control: {port: 8182, tokenFile: token}")).contains("HTTP header");
  }

  @Test
  void namesAMarkerKeyThatEveryUserCanRead() throws Exception {
    secret("key", KEY);
    Files.setPosixFilePermissions(
        folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(check("markerKeyFile: key"))
        .contains("markerKeyFile: ", "can be read or written by every user; run")
        .doesNotContain(KEY);
  }

  @Test
  void missesNoMarkerKeyThatTheProcessCreatesOrThatNoKeyNames() {
    assertThat(check("markerKeyFile: key")).isEmpty();
    assertThat(check("")).isEmpty();
  }

  @Test
  void testsTheMarkerKeyBesideTheRecordWhereItIsThere() throws Exception {
    secret("marker-key", "short");
    assertThat(check("")).contains("markerKeyFile: ", "has a key of 5 characters");
  }

  @Test
  void testsNoMarkerKeyOfAProcessThatWritesNoMarker() throws Exception {
    secret("key", "short");
    assertThat(check("mode: RouteOnly\nmarkerKeyFile: key")).isEmpty();
    assertThat(check("mode: Promote\nmarkerKeyFile: key")).isNotEmpty();
  }

  @Test
  void testsNoPasswordOfAPageThatIsNotServed() {
    assertThat(check("stats: {enabled: off, auth: {username: admin, passwordFile: page}}"))
        .isEmpty();
  }

  @Test
  void namesMistakesOfTheConfigurationBesideThoseOfTheFiles() {
    assertThat(check("auth: {passwordFile: password}\nhold: {max: 5}\nmaxConnections: 1"))
        .contains("hold.max: Must not exceed", "auth.passwordFile: ");
  }

  private Predicate<String> says(String place, String key, String file, String what) {
    String start = folder.resolve("test.yaml") + ":" + place + ": " + key + ": ";
    return line -> line.startsWith(start + folder.resolve(file) + " " + what);
  }

  /** What is wrong; empty where nothing is. */
  private String check(String lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path file = folder.resolve("test.yaml");
    write("test.yaml", SERVERS + lines);
    int code = new ProgramLauncher((config, problems) -> {}, stream(out), stream(err)).check(file);
    String wrong = err.toString(StandardCharsets.UTF_8);
    assertThat(code).isEqualTo(wrong.isEmpty() ? ProgramLauncher.OK : ProgramLauncher.WRONG_INPUT);
    return wrong;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void secret(String name, String text) throws IOException {
    write(name, text);
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
  }
}

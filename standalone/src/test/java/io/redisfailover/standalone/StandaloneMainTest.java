package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneMainTest {
  private static final Path SEED =
      Path.of(
          "../configuration/src/test/resources/io/redisfailover/configuration/haproxy/seed.cfg");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsItsUsage() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).startsWith("usage: standalone --config FILE");
  }

  @Test
  void printsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(text(out)).startsWith("redis-failover ");
  }

  @Test
  void refusesACommandLineThatItDoesNotUnderstand() {
    assertThat(run()).isEqualTo(2);
    assertThat(text(err)).startsWith("--config FILE is missing.");
    assertThat(run("--config")).isEqualTo(2);
    assertThat(run("--config", "x", "--fast")).isEqualTo(2);
    assertThat(text(err)).contains("Unknown option --fast.");
  }

  @Test
  void checksAFileWithoutAskingAnyServer() throws Exception {
    Path file = write("servers: {master: {host: a.invalid}, backup: {host: b.invalid}}");

    assertThat(run("--config", file.toString(), "--check")).isZero();
    assertThat(text(out)).contains(file + " is valid.");
  }

  @Test
  void checksTheFilesOfSecretsToo() throws Exception {
    Files.writeString(folder.resolve("token"), "");
    Path file =
        write(
            """
            servers: {master: {host: a.invalid}, backup: {host: b.invalid}}
            auth: {passwordFile: no-such-file}
            control: {tokenFile: token}\
            """);

    assertThat(run("--config", file.toString(), "--check")).isEqualTo(2);
    assertThat(text(err).lines())
        .containsExactly(
            file
                + ":2:8: auth.passwordFile: "
                + folder.resolve("no-such-file")
                + " cannot be read (no such file); correct the path or the permissions of the file.",
            file
                + ":3:11: control.tokenFile: "
                + folder.resolve("token")
                + " is empty; put the secret into it.");
  }

  @Test
  void saysWhatIsWrongWithAFileAndDoesNotStart() throws Exception {
    Path file = write("servers: {}");

    assertThat(run("--check", "--config", file.toString())).isEqualTo(2);
    assertThat(run("--config", file.toString())).isEqualTo(2);
    assertThat(text(err)).contains("servers.master.host: The key is missing; set it to");
  }

  @Test
  void doesNotStartWithANameThatIsNotKnown() throws Exception {
    Path file = write("servers: {master: {host: no-such-host.invalid}, backup: {host: 127.0.0.1}}");

    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(text(err))
        .contains("servers.master.host: cannot resolve the name no-such-host.invalid;");
  }

  @Test
  void doesNotStartWithTwoNamesOfOneServer() throws Exception {
    Path file = write("servers: {master: {host: localhost}, backup: {host: 127.0.0.1}}");

    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(text(err)).contains("localhost and 127.0.0.1 are the same address");
  }

  @Test
  void doesNotStartWithoutItsPassword() throws Exception {
    Path file =
        write(
            "servers: {master: {host: 127.0.0.1, port: 1}, backup: {host: 127.0.0.1, port: 2}}\n"
                + "auth: {passwordFile: no-such-file}");

    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(text(err)).contains("auth.passwordFile: ").contains(" cannot be read");
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file =
          write(
              "servers: {master: {host: 127.0.0.1, port: 1}, backup: {host: 127.0.0.1, port: 2}}\n"
                  + "stats: {enabled: off}\n"
                  + "listen: {address: 127.0.0.1, port: "
                  + taken.getLocalPort()
                  + "}");

      assertThat(run("--config", file.toString())).isEqualTo(1);
      assertThat(text(err))
          .contains("listen: cannot bind 127.0.0.1:" + taken.getLocalPort())
          .contains("; stop the other process, or set listen.port.");
    }
  }

  @Test
  void saysWhatItsFileLacksToFindTheRunningProcess() throws Exception {
    Path file = write("servers: {master: {host: a.invalid}, backup: {host: b.invalid}}");

    assertThat(run("--config", file.toString(), "--switchover", "Backup")).isEqualTo(2);
    assertThat(text(err))
        .contains(file + ": control.tokenFile: missing, so the process uses a random token")
        .contains(file + ": control.port: 0 picks a random port");
  }

  @Test
  void saysThatNoProcessAnswersWhereItsFileSays() throws Exception {
    Files.writeString(folder.resolve("token"), "a-token-of-the-test");
    Path file =
        write(
            "servers: {master: {host: a.invalid}, backup: {host: b.invalid}}\n"
                + "control: {tokenFile: token, port: "
                + FreePort.find()
                + "}");

    assertThat(run("--config", file.toString(), "--status")).isEqualTo(1);
    assertThat(text(err))
        .startsWith("Cannot reach the controller at 127.0.0.1:")
        .doesNotContain("a-token-of-the-test");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void doesNotAskWithoutAToken() throws Exception {
    Path file =
        write(
            "servers: {master: {host: a.invalid}, backup: {host: b.invalid}}\n"
                + "control: {tokenFile: no-such-file, port: 1}");

    assertThat(run("--config", file.toString(), "--status")).isEqualTo(1);
    assertThat(text(err)).contains("control.tokenFile: ").contains(" cannot be read");
  }

  @Test
  void convertsTheFileOfHaproxyAndWritesPasswordsForItsUserOnly() throws Exception {
    Path file = Files.copy(SEED, folder.resolve("haproxy.cfg"));
    Path into = folder.resolve("into");

    assertThat(run("convert", file.toString())).isZero();
    assertThat(text(out)).contains("host: 123.123.123.123").doesNotContain("adminpassword");
    assertThat(run("convert", file.toString(), "--into", into.toString())).isZero();
    assertThat(into.resolve("stats-password")).hasContent("adminpassword");
    assertThat(Files.getPosixFilePermissions(into.resolve("redis-password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(run("--config", into.resolve("ft-redis.yaml").toString(), "--check")).isZero();
    assertThat(run("convert", file.toString(), "--into", into.toString())).isEqualTo(1);
    assertThat(text(err)).contains("ft-redis.yaml is there already;");
    assertThat(text(out)).doesNotContain("adminpassword");
  }

  @Test
  void checksTheFileOfHaproxy() throws Exception {
    assertThat(run("--haproxy-cfg", SEED.toString(), "--check")).isZero();
    Path wrong =
        Files.writeString(
            folder.resolve("haproxy.cfg"), Files.readString(SEED) + "    stick on src\n");

    assertThat(run("--haproxy-cfg", wrong.toString(), "--check")).isEqualTo(2);
    assertThat(text(err)).contains(":49:1: stick on: There are no stick tables");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("test.yaml"), text + "\n");
  }

  private int run(String... arguments) {
    return new StandaloneMain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}

package io.redisfailover.proxypod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyPodMainTest {
  private static final String SERVERS =
      "servers: {master: {host: a.invalid}, backup: {host: b.invalid}}\n";

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsItsUsageAndItsVersion() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).startsWith("usage: proxy-pod --config FILE");
    assertThat(run("--version")).isZero();
    assertThat(text(out)).contains("redis-failover proxy ");
  }

  @Test
  void refusesACommandLineThatItDoesNotUnderstand() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--config")).isEqualTo(2);
    assertThat(run("--config", "x", "--status")).isEqualTo(2);
    assertThat(text(err)).contains("The options must be --config FILE");
  }

  @Test
  void takesAFileWhoseServersNobodyKnowsYet() throws Exception {
    Files.writeString(folder.resolve("token"), "a-token-of-the-test");
    Path file = write(SERVERS + "controller: off\ncontrol: {port: 8182, tokenFile: token}");
    assertThat(run("--config", file.toString(), "--check")).isZero();
    assertThat(text(out)).contains(file + " is valid.");
  }

  @Test
  void refusesTheFileOfAProcessThatLeads() throws Exception {
    Path file = write(SERVERS);
    assertThat(run("--config", file.toString(), "--check")).isEqualTo(2);
    assertThat(run("--config", file.toString())).isEqualTo(2);
    assertThat(text(err)).contains("controller: This program runs no controller;");
  }

  @Test
  void doesNotStartWithoutItsToken() throws Exception {
    Path file = write(SERVERS + "controller: off\ncontrol: {port: 8182, tokenFile: token}");
    assertThat(run("--config", file.toString())).isEqualTo(1);
    assertThat(text(err)).contains("control.tokenFile: ").contains(" cannot be read");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("test.yaml"), text + "\n");
  }

  private int run(String... arguments) {
    return new ProxyPodMain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}

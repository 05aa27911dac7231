package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisBinary;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server says of files that it cannot read. */
class FileFaultIT {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  /** Opcode of data of a module, its number, and its version. */
  private static final byte[] MODULE = {(byte) 247, (byte) 0x81, 18, 52, 86, 120, 1, 2, 3, 4, 2, 0};

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws Exception {
    int port = FreePort.find();
    Process server = server(port, "yes");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> commands(port, "PING").contains("PONG"));
    commands(port, "SET a " + "x".repeat(500), "RPUSH list one two three", "SAVE", "BGREWRITEAOF");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> commands(port, "INFO persistence").contains("aof_rewrite_in_progress:0"));
    commands(port, "SET b " + "y".repeat(500), "SHUTDOWN");
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isDamageWhereBytesAreMissingOrNotThoseThatWereWritten() throws Exception {
    assertThat(dump(bytes -> Arrays.copyOf(bytes, bytes.length / 2)))
        .isEqualTo(FileFault.CUT_SHORT);
    assertThat(dump(bytes -> flipped(bytes, bytes.length - 1))).isEqualTo(FileFault.DAMAGED);
    assertThat(dump(bytes -> new byte[0])).isEqualTo(FileFault.CUT_SHORT);
    assertThat(base(bytes -> Arrays.copyOf(bytes, bytes.length / 2)))
        .isEqualTo(FileFault.CUT_SHORT);
    assertThat(base(bytes -> flipped(bytes, bytes.length - 1))).isEqualTo(FileFault.DAMAGED);
    assertThat(
            start("yes", file(".incr.aof"), bytes -> joined(bytes, "garbage\r\n".getBytes(UTF_8))))
        .isEqualTo(FileFault.DAMAGED);
    assertThat(start("yes", file(".manifest"), bytes -> new byte[0])).isEqualTo(FileFault.DAMAGED);
  }

  @Test
  void isAnotherFormatWhereAnotherReleaseOrProductMayHaveWritten() throws Exception {
    assertThat(dump(bytes -> beginning(bytes, "REDIS0099"))).isEqualTo(FileFault.UNKNOWN_FORMAT);
    assertThat(dump(bytes -> beginning(bytes, "VALKEY080"))).isEqualTo(FileFault.UNKNOWN_FORMAT);
    assertThat(base(bytes -> beginning(bytes, "REDIS0099"))).isEqualTo(FileFault.UNKNOWN_FORMAT);
    assertThat(base(bytes -> beginning(bytes, "VALKEY080"))).isEqualTo(FileFault.UNKNOWN_FORMAT);
    byte[] command = "*1\r\n$7\r\nnewcall\r\n".getBytes(UTF_8);
    assertThat(start("yes", file(".incr.aof"), bytes -> joined(bytes, command)))
        .isEqualTo(FileFault.UNKNOWN_FORMAT);
  }

  @Test
  void isAModuleWhereItsDataIsThere() throws Exception {
    UnaryOperator<byte[]> withModule =
        bytes -> joined(Arrays.copyOf(bytes, 9), joined(MODULE, after(bytes, 9)));
    assertThat(dump(withModule)).isEqualTo(FileFault.MISSING_MODULE);
    assertThat(base(withModule)).isEqualTo(FileFault.MISSING_MODULE);
  }

  private FileFault dump(UnaryOperator<byte[]> change) throws Exception {
    return start("no", folder.resolve("dump.rdb"), change);
  }

  private FileFault base(UnaryOperator<byte[]> change) throws Exception {
    return start("yes", file(".base.rdb"), change);
  }

  private Path file(String end) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
      return files.filter(it -> it.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  /** Starts a server on a changed file, and puts the file back. */
  private FileFault start(String appendOnly, Path file, UnaryOperator<byte[]> change)
      throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.write(file, change.apply(before));
    Files.deleteIfExists(log());
    try {
      Process server = server(FreePort.find(), appendOnly);
      boolean ended = server.waitFor(30, TimeUnit.SECONDS);
      server.destroyForcibly();
      assertThat(ended).as(Files.readString(log())).isTrue();
    } finally {
      Files.write(file, before);
    }
    Optional<LastWords> words = LastWords.of(Files.readString(log()));
    assertThat(words.map(LastWords::text)).isPresent();
    return words.orElseThrow().fault();
  }

  private Process server(int port, String appendOnly) {
    return ChildProcesses.start(
        new ProcessBuilder(
                RedisBinary.any(folder).toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--appendonly",
                appendOnly)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile()));
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static String commands(int port, String... lines) throws Exception {
    Process client =
        ChildProcesses.start(
            new ProcessBuilder("redis-cli", "-p", Integer.toString(port))
                .redirectErrorStream(true));
    try (var in = client.outputWriter()) {
      in.write(String.join("\n", lines));
    }
    String replies = new String(client.getInputStream().readAllBytes(), UTF_8);
    assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return replies;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) 0xff;
    return changed;
  }

  private static byte[] beginning(byte[] bytes, String start) {
    return joined(start.getBytes(UTF_8), after(bytes, start.length()));
  }

  private static byte[] after(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

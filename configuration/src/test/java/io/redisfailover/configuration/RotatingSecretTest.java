package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.file.ControlSection;
import io.redisfailover.configuration.file.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RotatingSecretTest {
  @TempDir Path folder;

  @Test
  void isReadAnewAndStaysWhileItsFileIsBeingReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    RotatingSecret token =
        Secrets.controlToken(new ControlSection("127.0.0.1", 1, Optional.of(file)));
    assertThat(token.get()).isEqualTo("first");
    Files.delete(file);
    assertThat(token.get()).isEqualTo("first");
    Files.writeString(file, "");
    assertThat(token.get()).isEqualTo("first");
    Files.writeString(file, "second\n");
    assertThat(token.get()).isEqualTo("second");
    assertThat(token.toString()).doesNotContain("second");
  }

  @Test
  void usesItsFirstLineAndAcceptsEach() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "new\nold\n");
    RotatingSecret token =
        Secrets.controlToken(new ControlSection("127.0.0.1", 1, Optional.of(file)));
    assertThat(token.get()).isEqualTo("new");
    assertThat(token.all()).isEqualTo("new\nold");
  }

  @Test
  void saysOnceWhyItCannotBeReadAndAgainWhenTheReasonChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    RotatingSecret token =
        Secrets.controlToken(new ControlSection("127.0.0.1", 1, Optional.of(file)));
    try (LoggedLines logged = new LoggedLines(RotatingSecret.class)) {
      Files.delete(file);
      IntStream.range(0, 50).forEach(request -> token.get());
      assertThat(logged.lines())
          .singleElement()
          .satisfies(line -> assertThat(line).contains("no such file"));
      Files.writeString(file, "");
      IntStream.range(0, 50).forEach(request -> token.get());
      assertThat(logged.lines()).hasSize(2).last().asString().contains("is empty");
      Files.writeString(file, "second\n");
      assertThat(token.get()).isEqualTo("second");
      Files.delete(file);
      IntStream.range(0, 50).forEach(request -> token.get());
      assertThat(logged.lines()).hasSize(3);
    }
  }

  @Test
  void takesNoFileThatIsTooLargeForASecret() throws Exception {
    Path file = folder.resolve("token");
    Files.writeString(file, "x".repeat(SmallFile.LARGEST_SECRET));
    assertThat(Secrets.file("key", file)).hasSize(SmallFile.LARGEST_SECRET);
    Files.writeString(file, "x".repeat(SmallFile.LARGEST_SECRET + 1));
    assertThatThrownBy(() -> Secrets.file("key", file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("more than 16384 bytes");
  }

  /** A pipe that nobody writes to would stop the thread that reads the secret. */
  @Test
  @Timeout(60)
  void waitsForNoPipeAndReadsNoDevice() throws Exception {
    Path file = folder.resolve("token");
    Files.writeString(file, "first");
    RotatingSecret token = new RotatingSecret(() -> Secrets.file("key", file));
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(token.get()).isEqualTo("first");
    for (Path odd : List.of(file, Path.of("/dev/zero"), folder)) {
      assertThatThrownBy(() -> Secrets.file("key", odd))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("not a regular file");
    }
  }

  @Test
  void mustBeThereAtTheStart() {
    ControlSection control =
        new ControlSection("127.0.0.1", 1, Optional.of(folder.resolve("none")));
    assertThatThrownBy(() -> Secrets.controlToken(control))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("control.tokenFile: ");
  }

  @Test
  void isMadeUpWhereNoFileIsNamed() throws Exception {
    ControlSection control = new ControlSection("127.0.0.1", 0, Optional.empty());
    RotatingSecret token = Secrets.controlToken(control);
    assertThat(token.get()).hasSize(64).isEqualTo(token.get());
    assertThat(Secrets.controlToken(control).get()).isNotEqualTo(token.get());
  }
}

package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.file.ControlSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

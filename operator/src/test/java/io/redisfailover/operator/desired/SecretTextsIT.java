package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.passwords.StoredTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator and the scripts of the pods read in one value of a Secret: the same. */
class SecretTextsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        " ",
        " \t\r\n\n",
        "word",
        "word\n",
        "word\n\n",
        "word\r\n",
        "word\r",
        " word \n",
        "\tword\u000B\f",
        "one\ntwo",
        "one\ntwo\n",
        "one\r\ntwo\r\n",
        "one\rtwo",
        "\n\n one\n\ntwo ",
        "two words",
        "two  words \n",
        "back\\slash \\n",
        "'quotes' \"and\" $dollars `ticks`",
        "-n",
        "\u00a0nbsp\u00a0",
        "\u2003em\u2003",
        "\u00e4\u00f6\u00fc\n",
        "# comment\nword",
        "\u0085next",
        "zero\u0000in",
        "\u001cseparated\u001c",
        "%s %d",
        "* ?"
      })
  void isTheSame(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("value"), text);
    Secret secret =
        new SecretBuilder()
            .addToData(
                "value", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
            .build();
    if (text.indexOf(0) < 0) {
      assertThat(shell("texts \"$1\"", file))
          .as("lines, of which a zero makes none")
          .isEqualTo(
              String.join("", StoredTexts.lines(text).stream().map(it -> it + "\n").toList()));
      assertThat(Optional.of(shell("first \"$1\"", file).strip()).filter(it -> !it.isEmpty()))
          .isEqualTo(SecretData.line(secret, "value").map(String::strip));
    }
    assertThat(Optional.of(shell(APPLICATIONS, file).strip()).filter(it -> !it.isEmpty()))
        .as("the password of the applications")
        .isEqualTo(SecretData.digest(secret, "value").map(it -> "default #" + it));
  }

  /** As in the pod: the whole of the file, unless it is blank. */
  private static final String APPLICATIONS =
      """
      auth=${1%/*}; run=$auth; control=$auth/none; users=$auth/none
      cp "$1" "$auth/password"; printf default > "$run/user"
      valid
      """;

  private String shell(String commands, Path file) throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("script"),
            Objects.requireNonNull(Scripts.all().get("passwords.sh")) + "\n" + commands);
    Path output = folder.resolve("output");
    Process shell =
        new ProcessBuilder(List.of("sh", script.toString(), file.toString()))
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    return Files.readString(output);
  }
}

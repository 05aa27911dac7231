package io.redisfailover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every input that is kept, without the fuzzer. */
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  /** What a target does with an input. */
  @FunctionalInterface
  interface Play {
    void input(byte[] input) throws IOException;
  }

  /** The targets, by the folders of their inputs. */
  static Stream<Arguments> targets() {
    return Stream.of(
        target(RespDecoderTarget.class, RespDecoderTarget::fuzzerTestOneInput),
        target(ProbeTarget.class, ProbeTarget::fuzzerTestOneInput),
        target(ControlApiTarget.class, ControlApiTarget::fuzzerTestOneInput),
        target(ConfigFileTarget.class, ConfigFileTarget::fuzzerTestOneInput),
        target(HaproxyFileTarget.class, HaproxyFileTarget::fuzzerTestOneInput),
        target(CheckScriptTarget.class, CheckScriptTarget::fuzzerTestOneInput),
        target(DialogueTarget.class, DialogueTarget::fuzzerTestOneInput),
        target(RuntimeCommandTarget.class, RuntimeCommandTarget::fuzzerTestOneInput));
  }

  private static Arguments target(Class<?> target, Play play) {
    return Arguments.of(CORPUS.resolve(target.getSimpleName()), play);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyInputThatIsKeptIsAnsweredAsTheContractSays(Path folder, Play play) throws IOException {
    try (Stream<Path> inputs = Files.list(folder)) {
      List<Path> kept = inputs.sorted().toList();
      assertThat(kept).isNotEmpty();
      for (Path input : kept) {
        byte[] bytes = Files.readAllBytes(input);
        assertThatCode(() -> play.input(bytes)).as(input.toString()).doesNotThrowAnyException();
      }
    }
  }
}

package io.redisfailover.testsupport;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What holds of every product that the build has made: its {@code lib}, which is what its image
 * contains, and its SBOM. A test of the product implements it; it needs the phase {@code package}.
 */
public interface DistributionRules {
  /** Versions that their authors do not call a release. */
  Pattern UNFINISHED =
      Pattern.compile("(?i)snapshot|alpha|beta|preview|milestone|\\bdev|\\bea\\b|\\b(rc|cr|m)\\d");

  /**
   * {@return what the product ships: beginnings of "group:name", the modules of this project too}
   */
  Set<String> contents();

  private static Distribution distribution() throws IOException {
    assumeFalse(
        Boolean.getBoolean("maven.offline"),
        "the SBOM is made when Maven is online only, so run Maven without -o");
    return Distribution.in(Path.of("target"));
  }

  @Test
  default void theSbomListsEachFileOfLibWithItsDigestAndNothingElse() throws IOException {
    Distribution distribution = distribution();
    assertThat(distribution.present())
        .as("files of target/lib and their SHA-256")
        .isNotEmpty()
        .isEqualTo(distribution.listed());
  }

  @Test
  default void shipsOnlyWhatIsNamed() throws IOException {
    Set<String> contents = contents();
    Set<String> shipped =
        distribution().components().stream()
            .map(Distribution.Component::coordinates)
            .collect(toCollection(TreeSet::new));
    assertThat(shipped).allMatch(library -> contents.stream().anyMatch(library::startsWith));
    assertThat(contents)
        .as("named, and not shipped")
        .allMatch(name -> shipped.stream().anyMatch(library -> library.startsWith(name)));
  }

  @Test
  default void shipsReleasesOnlyButForItsOwnVersion() throws IOException {
    Distribution distribution = distribution();
    assertThat(distribution.components())
        .allSatisfy(component -> {
          if (component.group().equals("io.redisfailover")) {
            assertThat(component.version()).isEqualTo(distribution.version());
          } else {
            assertThat(component.version()).doesNotContainPattern(UNFINISHED);
          }
        });
  }

  @Test
  default void shipsNoProgramInsideAJarButTheLibraryOfEpoll() throws IOException {
    assertThat(distribution().programs())
        .allMatch(entry ->
            entry.matches("netty-transport-native-epoll-[^!]*!META-INF/native/libnetty_\\w+\\.so"));
  }
}

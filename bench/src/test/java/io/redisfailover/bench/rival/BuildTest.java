package io.redisfailover.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  private static final FileTime EARLY = FileTime.from(Instant.parse("2026-01-01T10:00:00Z"));
  private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-01T11:00:00Z"));
  private static final FileTime LATE = FileTime.from(Instant.parse("2026-01-01T12:00:00Z"));

  @TempDir private Path checkout;
  private Path target;
  private Path source;

  @BeforeEach
  void lay() throws IOException {
    target = checkout.resolve("standalone/target");
    Files.createDirectories(target.resolve("lib"));
    Path java = Files.createDirectories(checkout.resolve("proxy/src/main/java"));
    source = java.resolve("Proxy.java");
    set(source, EARLY);
    Files.setLastModifiedTime(java, EARLY);
    Files.setLastModifiedTime(checkout.resolve("proxy/src/main"), EARLY);
    set(checkout.resolve("pom.xml"), EARLY);
    set(checkout.resolve("standalone/pom.xml"), EARLY);
    set(target.resolve("standalone-1.jar"), BUILT);
  }

  @Test
  void isTheJarOfACheckoutThatIsBuilt() throws IOException {
    assertThat(Build.in(checkout).jar()).isEqualTo(target.resolve("standalone-1.jar"));
  }

  @Test
  void isTheJarOfAnyFolderWithItsLibraries() throws IOException {
    set(target.resolve("standalone-1-sources.jar"), BUILT);
    assertThat(Build.in(target).jar()).isEqualTo(target.resolve("standalone-1.jar"));
  }

  @Test
  void isStaleWithoutJarOrLibraries() throws IOException {
    Files.delete(target.resolve("lib"));
    assertThat(Build.isStale(checkout, target)).isTrue();
    assertThat(Build.isStale(checkout, checkout.resolve("nowhere"))).isTrue();
  }

  @Test
  void isStaleWhenASourceIsNewerThanTheJar() throws IOException {
    assertThat(Build.isStale(checkout, target)).isFalse();
    set(source, LATE);
    assertThat(Build.isStale(checkout, target)).isTrue();
  }

  @Test
  void isStaleWhenASourceIsGone() throws IOException {
    Files.delete(source);
    assertThat(Build.isStale(checkout, target)).isTrue();
  }

  @Test
  void isNotStaleWhenABuildHadNothingToDo() throws IOException {
    set(source, LATE);
    set(target.resolve("bench-build.stamp"), LATE);
    assertThat(Build.isStale(checkout, target)).isFalse();
  }

  @Test
  void saysThatAFolderHoldsNone() {
    Path sources = checkout.resolve("proxy");
    assertThatThrownBy(() -> Build.in(sources))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            sources
                + " is neither a checkout of this project nor a folder with standalone-*.jar and"
                + " lib.");
  }

  @Test
  void refusesToGuessBetweenTwoJars() throws IOException {
    set(target.resolve("standalone-2.jar"), BUILT);
    assertThatThrownBy(() -> Build.in(checkout))
        .hasMessage(target + " holds more than one standalone-*.jar; delete what is old.");
  }

  private static void set(Path file, FileTime time) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    Files.setLastModifiedTime(file, time);
  }
}

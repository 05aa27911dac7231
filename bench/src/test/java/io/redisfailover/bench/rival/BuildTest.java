package io.redisfailover.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Test
  void isIdentifiedByItsFilesAlone() throws IOException {
    Fingerprint without = Fingerprint.of(Build.in(checkout));
    assertThat(without.commit()).isEmpty();
    assertThat(without.inWords()).isEqualTo("SHA-256 " + without.hash());
  }

  @Test
  void isIdentifiedByTheCommitOfItsCheckoutToo() throws Exception {
    assumeTrue(isGitThere(), "no git: put it into PATH");
    Fingerprint without = Fingerprint.of(Build.in(checkout));
    git("init", "-q");
    git("add", "pom.xml");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    Files.writeString(checkout.resolve(".git/info/exclude"), "*");
    Fingerprint committed = Fingerprint.of(Build.in(checkout));
    assertThat(committed.inWords()).matches("commit [0-9a-f]{12}, SHA-256 " + without.hash());

    Files.writeString(checkout.resolve("pom.xml"), "changed");
    set(checkout.resolve("pom.xml"), EARLY);
    Files.writeString(target.resolve("lib/proxy.jar"), "other");
    Fingerprint changed = Fingerprint.of(Build.in(target));
    assertThat(changed.commit().orElseThrow()).endsWith(" with changes");
    assertThat(changed.hash()).isNotEqualTo(without.hash());
  }

  @Test
  void isTheSameBuildUnderAnotherPath() throws IOException {
    Build ours = Build.in(target);
    assertThat(new Builds(ours, Optional.empty()).inWords()).hasSize(1);
    assertThat(new Builds(ours, Optional.of(Build.in(checkout))).inWords())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("Both are the same build");
    Path other = checkout.resolve("other");
    Files.createDirectories(other.resolve("lib"));
    Files.writeString(other.resolve("standalone-1.jar"), "other");
    assertThat(new Builds(ours, Optional.of(Build.in(other))).inWords()).hasSize(2);
  }

  private static boolean isGitThere() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private void git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static void set(Path file, FileTime time) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    Files.setLastModifiedTime(file, time);
  }
}

package io.redisfailover.bench.rival;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What identifies a build.
 *
 * @param commit of its checkout, with a note when files there differ from it; absent where there is
 *     no checkout with a commit
 * @param hash of the program and its libraries: 16 hexadecimal digits, equal for equal files
 */
public record Fingerprint(Optional<String> commit, String hash) {
  private static final int BUFFER = 1 << 16;
  private static final int DIGITS = 16;

  /** {@return that of a build} */
  public static Fingerprint of(Build build) throws IOException {
    return new Fingerprint(commit(build), hash(build));
  }

  /** {@return it as one sentence part} */
  public String inWords() {
    return commit.map(it -> it + ", ").orElse("") + "SHA-256 " + hash;
  }

  private static Optional<String> commit(Build build) throws IOException {
    Optional<Path> checkout = build.checkout();
    if (checkout.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> commit = git(checkout.get(), "rev-parse", "--verify", "--short=12", "HEAD");
    boolean changed =
        git(checkout.get(), "status", "--porcelain").filter(it -> !it.isEmpty()).isPresent();
    return commit.map(it -> "commit " + it + (changed ? " with changes" : ""));
  }

  /** {@return what git prints; empty when it is not there, or fails} */
  private static Optional<String> git(Path checkout, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(words));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said;
      try (InputStream out = git.getInputStream()) {
        said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static String hash(Build build) throws IOException {
    MessageDigest digest = sha256();
    add(build.jar(), digest);
    try (Stream<Path> libraries = Files.list(build.jar().resolveSibling("lib"))) {
      for (Path library : libraries.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(library.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        add(library, digest);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, DIGITS / 2);
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}

package io.redisfailover.configuration;

import io.redisfailover.configuration.file.LoginSection;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tests the files that a configuration names: those of passwords, tokens and marker keys by reading
 * each as the running process does, that of the log by whether it can be written. No message shows
 * what is in one.
 */
final class NamedFiles {
  private NamedFiles() {}

  /** Tests one file as the process does. */
  @FunctionalInterface
  private interface Trial {
    Object run() throws StartException;
  }

  /**
   * Reports each file that the process would refuse, at its key. A missing marker key is none where
   * this process creates it, or where the file names none; an environment variable is that of
   * another shell and is not tested.
   *
   * @param config the configuration; paths in it are absolute
   * @param problems gets every mistake, and knows which keys the file names
   */
  static void check(ProcessConfig config, Problems problems) {
    config.auth().ifPresent(login -> password("auth", login, problems));
    if (config.stats().enabled()) {
      config.stats().auth().ifPresent(login -> password("stats.auth", login, problems));
      for (int i = 0; i < config.stats().users().size(); i++) {
        password("stats.users[" + i + "]", config.stats().users().get(i).login(), problems);
      }
    }
    config.control().tokenFile().ifPresent(file -> test(() -> Secrets.tokens(file), problems));
    config
        .accessLog()
        .file()
        .ifPresent(file -> test(() -> LogTarget.requireWritable(file), problems));
    markerKeys(config, problems).ifPresent(file -> test(() -> MarkerKeyFile.read(file), problems));
  }

  private static void password(String key, LoginSection login, Problems problems) {
    login
        .passwordFile()
        .ifPresent(file -> test(() -> Secrets.file(key + ".passwordFile", file), problems));
  }

  private static Optional<Path> markerKeys(ProcessConfig config, Problems problems) {
    boolean mustBeThere = problems.names("markerKeyFile") && !config.controller();
    return config
        .markerKeyFile()
        .filter(file -> config.mode() == ProcessConfig.Mode.PROMOTE)
        .filter(file -> mustBeThere || Files.exists(file));
  }

  private static void test(Trial trial, Problems problems) {
    try {
      Object unused = trial.run();
    } catch (StartException wrong) {
      problems.add(wrong.key(), wrong.sentence());
    }
  }
}

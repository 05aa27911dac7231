package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.configuration.yaml.Problem;
import io.redisfailover.configuration.yaml.Problems;
import io.redisfailover.configuration.yaml.YamlFile;
import io.redisfailover.proxy.config.FileFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads and checks the file of a process. */
public final class ConfigFile {
  private ConfigFile() {}

  /** What one program asks of its file beyond what every file must be. */
  @FunctionalInterface
  public interface Rule {
    /** Reports what does not fit; needs no network. Paths in the configuration are absolute. */
    void check(ProcessConfig config, Problems problems);
  }

  /**
   * Reads a file.
   *
   * @param file the file; relative paths in it count from its folder
   * @param rule what the program that reads it asks besides
   * @return what it says, checked; paths in it are absolute
   * @throws InvalidFileException with every mistake that was found
   */
  public static ProcessConfig read(Path file, Rule rule) throws InvalidFileException {
    return parse(file, text(file), rule);
  }

  /**
   * Reads a text as if it stood in a file.
   *
   * @param file the file, for its folder and for messages
   * @param text the whole text
   * @param rule what the program that reads it asks besides
   * @return what it says, checked; paths in it are absolute
   * @throws InvalidFileException with every mistake that was found
   */
  public static ProcessConfig parse(Path file, String text, Rule rule) throws InvalidFileException {
    Problems problems = new Problems(file.toString());
    Optional<ProcessConfig> config =
        YamlFile.read(ProcessConfig.class, text, problems).map(read -> Paths.from(file, read));
    config.ifPresent(read -> {
      CrossKeyRules.check(read, problems);
      rule.check(read, problems);
    });
    if (config.isEmpty() || !problems.none()) {
      throw new InvalidFileException(problems.list());
    }
    return config.get();
  }

  /**
   * {@return what does not fit together in a configuration that no file has as a whole: the key and
   * what is wrong, one for each mistake}
   *
   * @param config the configuration
   */
  public static List<String> misfits(ProcessConfig config) {
    Problems problems = new Problems("");
    CrossKeyRules.check(config, problems);
    return problems.list().stream()
        .map(problem -> problem.key() + ": " + problem.sentence())
        .toList();
  }

  /** Reads a file for a program that asks nothing besides. */
  public static ProcessConfig read(Path file) throws InvalidFileException {
    return read(file, (config, problems) -> {});
  }

  /**
   * Reads the text of a configuration file.
   *
   * @throws InvalidFileException when there is none, or it is too large or no text
   */
  public static String text(Path file) throws InvalidFileException {
    return content(file, StandardCharsets.UTF_8);
  }

  /**
   * Reads the bytes of a configuration file, each as one character.
   *
   * @throws InvalidFileException when there is none, or it is too large
   */
  public static String octets(Path file) throws InvalidFileException {
    return content(file, StandardCharsets.ISO_8859_1);
  }

  private static String content(Path file, Charset charset) throws InvalidFileException {
    try {
      return SmallFile.read(file, SmallFile.LARGEST_CONFIGURATION, charset);
    } catch (NoSuchFileException missing) {
      throw unreadable(file, "The file does not exist; correct the path.");
    } catch (SmallFile.NoFileException other) {
      throw unreadable(
          file,
          "This is no regular file, and a configuration is read again at each reload; write it to a"
              + " file, and name that.");
    } catch (SmallFile.TooLargeException large) {
      throw unreadable(
          file,
          "The file has more than "
              + SmallFile.LARGEST_CONFIGURATION
              + " bytes; correct the path.");
    } catch (CharacterCodingException binary) {
      throw unreadable(file, "The file is not UTF-8 text; save it as UTF-8.");
    } catch (IOException unreadable) {
      throw unreadable(
          file,
          "The file cannot be read ("
              + FileFailure.inWords(unreadable)
              + "); correct the path or its permissions.");
    }
  }

  private static InvalidFileException unreadable(Path file, String sentence) {
    return new InvalidFileException(List.of(new Problem(file.toString(), 1, 1, "", sentence)));
  }
}

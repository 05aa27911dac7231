package io.redisfailover.standalone.config;

import io.redisfailover.standalone.yaml.InvalidFileException;
import io.redisfailover.standalone.yaml.Problem;
import io.redisfailover.standalone.yaml.Problems;
import io.redisfailover.standalone.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads and checks the file of a standalone process. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @param file the file; relative paths in it count from its folder
   * @return what it says, checked; paths in it are absolute
   * @throws InvalidFileException with every mistake that was found
   */
  public static StandaloneConfig read(Path file) throws InvalidFileException {
    Problems problems = new Problems(file.toString());
    Optional<StandaloneConfig> config = YamlFile.read(StandaloneConfig.class, text(file), problems);
    config.ifPresent(read -> ConfigRules.check(read, problems));
    if (config.isEmpty() || !problems.none()) {
      throw new InvalidFileException(problems.list());
    }
    return Paths.from(file, config.get());
  }

  private static String text(Path file) throws InvalidFileException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw unreadable(file, "There is no such file.");
    } catch (CharacterCodingException binary) {
      throw unreadable(file, "This is no text in UTF-8.");
    } catch (IOException unreadable) {
      throw unreadable(
          file, "The file cannot be read (" + unreadable.getClass().getSimpleName() + ").");
    }
  }

  private static InvalidFileException unreadable(Path file, String sentence) {
    return new InvalidFileException(List.of(new Problem(file.toString(), 1, 1, "", sentence)));
  }
}

package io.redisfailover.standalone;

import io.redisfailover.configuration.ProgramLauncher;
import io.redisfailover.configuration.Secrets;
import io.redisfailover.configuration.file.PrivateFile;
import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.haproxy.HaproxyFile.Converted;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.proxy.config.FileFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes HAProxy's file as files of this project. */
final class HaproxyConversion {
  private final PrintStream out;
  private final PrintStream err;

  /** With where it writes to. */
  HaproxyConversion(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Converts.
   *
   * @param file HAProxy's file
   * @param options how it is taken
   * @param folder where files are written, passwords included; absent: one file is printed, without
   *     passwords
   * @return the exit code
   */
  int run(Path file, HaproxyFile.Options options, Optional<Path> folder) {
    try {
      List<Converted> pairs = HaproxyFile.convert(file, options, Secrets::variable);
      if (folder.isPresent()) {
        write(pairs, folder.get());
        return ProgramLauncher.OK;
      }
      if (pairs.size() > 1) {
        err.println(
            "%s has several pairs of servers (%s); add --into FOLDER, which writes a file for each."
                .formatted(
                    file, pairs.stream().map(Converted::name).collect(Collectors.joining(", "))));
        return ProgramLauncher.WRONG_INPUT;
      }
      out.print(pairs.getFirst().yaml());
      return ProgramLauncher.OK;
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return ProgramLauncher.WRONG_INPUT;
    } catch (FileAlreadyExistsException there) {
      err.println(there.getFile() + " is there already; remove it, or use another folder.");
      return ProgramLauncher.FAILED;
    } catch (IOException unwritable) {
      err.println(
          "%s: cannot write (%s); use a folder that this user can write."
              .formatted(folder.orElse(file), FileFailure.inWords(unwritable)));
      return ProgramLauncher.FAILED;
    }
  }

  private void write(List<Converted> pairs, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Converted pair : pairs) {
      absent(folder.resolve(pair.name() + ".yaml"));
      for (String secret : pair.secrets().keySet()) {
        absent(folder.resolve(secret));
      }
    }
    for (Converted pair : pairs) {
      Path yaml = folder.resolve(pair.name() + ".yaml");
      PrivateFile.create(yaml, pair.yaml());
      out.println("Wrote " + yaml + ".");
      for (Map.Entry<String, String> secret : pair.secrets().entrySet()) {
        Path path = folder.resolve(secret.getKey());
        PrivateFile.create(path, secret.getValue() + "\n");
        out.println("Wrote " + path + ", which only this user can read.");
      }
    }
  }

  /** All or nothing is written. */
  private static void absent(Path path) throws FileAlreadyExistsException {
    if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }
}

package io.redisfailover.configuration.haproxy;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.configuration.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** HAProxy's file as a configuration of this project. */
public final class HaproxyFile {
  private HaproxyFile() {}

  /**
   * How a file is taken.
   *
   * @param routeOnly whether the process is to route only, as HAProxy does
   * @param lenient whether a directive that is not known is left out with a warning
   */
  public record Options(boolean routeOnly, boolean lenient) {}

  /**
   * A file that can be run.
   *
   * @param config what it says; paths in it are absolute
   * @param outcomes what came of each directive, in the order of the file
   * @param isOneLine whether it has no line breaks, so that keywords began its lines
   * @param wording says a message about keys of the configuration in the directives of the file
   */
  public record Imported(
      ProcessConfig config,
      List<CfgOutcome> outcomes,
      boolean isOneLine,
      UnaryOperator<String> wording) {}

  /**
   * One pair of the file, to be kept as a file of this project.
   *
   * @param name name of its file, without the ending
   * @param yaml the file, without passwords
   * @param secrets the passwords, by the name of the file that holds each; never shown
   */
  public record Converted(String name, String yaml, Map<String, String> secrets) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What was read. */
  private record Translated(
      List<ImportedPair> pairs, List<CfgOutcome> outcomes, boolean isOneLine) {}

  /**
   * Reads a file that is to be run.
   *
   * @param file HAProxy's file
   * @param options how it is taken
   * @param environment yields a variable that the file names
   * @param rule what the program asks besides
   * @throws InvalidFileException with every mistake, at its line; also when it has several pairs
   */
  public static Imported read(
      Path file,
      Options options,
      Function<String, Optional<String>> environment,
      ConfigFile.Rule rule)
      throws InvalidFileException {
    Translated translated = translate(file, options, environment);
    List<ImportedPair> pairs = translated.pairs();
    if (pairs.size() > 1) {
      String names = pairs.stream().map(ImportedPair::name).collect(Collectors.joining(", "));
      ImportedPair second = pairs.get(1);
      throw invalid(
          file,
          second.line(),
          "The file has several pairs of servers ("
              + names
              + "), and a process serves one; write a file for each with `standalone convert FILE --into FOLDER`.");
    }
    ImportedPair pair = pairs.getFirst();
    DirectiveWording wording = new DirectiveWording(pair, translated.outcomes());
    return new Imported(
        config(file, pair, wording, rule),
        translated.outcomes(),
        translated.isOneLine(),
        message -> complete(file, wording.inWords(message)));
  }

  /**
   * Converts a file.
   *
   * @param file HAProxy's file
   * @param options how it is taken
   * @param environment yields a variable that the file names
   * @return each pair in the order of the file, at least one
   * @throws InvalidFileException with every mistake, at its line
   */
  public static List<Converted> convert(
      Path file, Options options, Function<String, Optional<String>> environment)
      throws InvalidFileException {
    Translated translated = translate(file, options, environment);
    List<Converted> converted = new ArrayList<>();
    for (ImportedPair pair : translated.pairs()) {
      DirectiveWording wording = new DirectiveWording(pair, translated.outcomes());
      ProcessConfig unused = config(file, pair, wording, (config, problems) -> {});
      String name = PairFiles.safe(pair.name());
      String prefix = translated.pairs().size() > 1 ? name + "-" : "";
      Map<String, String> secrets = new TreeMap<>();
      for (ImportedSetting setting : pair.settings()) {
        PairYaml.secretFile(setting.key())
            .ifPresent(secret -> secrets.put(prefix + secret, setting.value()));
      }
      Path source = Optional.ofNullable(file.getFileName()).orElse(file);
      converted.add(
          new Converted(
              name,
              PairYaml.toKeep(pair, source.toString(), prefix, translated.outcomes()),
              secrets));
    }
    return converted;
  }

  private static Translated translate(
      Path file, Options options, Function<String, Optional<String>> environment)
      throws InvalidFileException {
    CfgOutcomes outcomes = new CfgOutcomes(options.lenient());
    String text = ConfigFile.octets(file);
    List<CfgSection> sections = CfgReader.read(text, environment, outcomes);
    CfgModel model = CfgModel.of(sections, outcomes);
    List<ImportedPair> pairs = PairTranslator.translate(model, options.routeOnly(), outcomes);
    List<Problem> errors = outcomes.errors(file.toString());
    if (!errors.isEmpty()) {
      throw new InvalidFileException(errors);
    }
    return new Translated(pairs, outcomes.all(), OneLineFile.split(text).isPresent());
  }

  /** A mistake that only the settings show is placed where the file says the setting. */
  private static ProcessConfig config(
      Path file, ImportedPair pair, DirectiveWording wording, ConfigFile.Rule rule)
      throws InvalidFileException {
    try {
      return ConfigFile.parse(file, PairYaml.toRun(pair), rule);
    } catch (InvalidFileException invalid) {
      throw new InvalidFileException(
          invalid.problems().stream()
              .map(problem ->
                  new Problem(
                      file.toString(),
                      pair.lineOf(problem.key()),
                      1,
                      wording.directive(problem.key()),
                      wording.inWords(problem.sentence())))
              .toList());
    }
  }

  /** Says what to do about a key that HAProxy's file has no word for. */
  private static String complete(Path file, String message) {
    return DirectiveWording.keyIn(message)
        .map(key ->
            "%s%nNo directive of %s says %s; `standalone convert %s` writes a file for --config, which can."
                .formatted(message, file, key, file))
        .orElse(message);
  }

  private static InvalidFileException invalid(Path file, int line, String sentence) {
    return new InvalidFileException(List.of(new Problem(file.toString(), line, 1, "", sentence)));
  }
}

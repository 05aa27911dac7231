package io.redisfailover.configuration.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used; the message has one line for each mistake. */
public final class InvalidFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Never leaves this process in serialized form. */
  private final transient List<Problem> problems;

  /** With at least one mistake. */
  public InvalidFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** {@return the mistakes in the order of the file} */
  public List<Problem> problems() {
    return problems;
  }
}

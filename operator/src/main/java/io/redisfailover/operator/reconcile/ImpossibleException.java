package io.redisfailover.operator.reconcile;

import java.util.Optional;

/** An object cannot become what the spec wants, as Kubernetes has it; it stays as it is. */
final class ImpossibleException extends Exception {
  private static final long serialVersionUID = 1L;

  private ImpossibleException(String sentence) {
    super(sentence);
  }

  /** Throws when there is a sentence that says why. */
  static void ifRefused(Optional<String> sentence) throws ImpossibleException {
    if (sentence.isPresent()) {
      throw new ImpossibleException(sentence.get());
    }
  }
}

package io.redisfailover.proxy.check;

import java.util.Optional;

/** A text that is known only while a check runs. */
public sealed interface CheckValue permits CheckFormat, SampleExpression, CheckFormat.Literal {

  /** {@return the text, one character for each byte; absent if there is none at the moment} */
  Optional<String> in(CheckScene scene);
}

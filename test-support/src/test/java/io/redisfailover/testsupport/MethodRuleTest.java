package io.redisfailover.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MethodRuleTest {
  private static final String SOURCE =
      """
      class Sample {
        Sample() {
        }

        int two() {
          return 2;
        }

        Unknown four(
            Missing parameter) {
          class Inner {
            void inside() {
              parameter.call();

            }
          }
          return null;
        }
      }
      """;

  @Test
  void countsEachMethodFromItsSignatureToItsBrace() throws IOException {
    assertThat(MethodRule.longer(SOURCE, 3)).containsExactly("four: 10", "inside: 4");
    assertThat(MethodRule.longer(SOURCE, 10)).isEmpty();
  }
}

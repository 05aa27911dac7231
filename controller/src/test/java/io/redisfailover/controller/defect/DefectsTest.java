package io.redisfailover.controller.defect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DefectsTest {
  private static final Logger LOG = LoggerFactory.getLogger(DefectsTest.class);

  @Test
  void survivesWhatMayHappenOnce() {
    assertThatCode(
            () -> {
              Defects.survive(LOG, "It failed.", new IllegalStateException("a defect"));
              Defects.survive(LOG, "It failed.", new StackOverflowError("a defect"));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void leavesAProcessWithoutMemoryToWhoeverRunsIt() {
    OutOfMemoryError exhausted = new OutOfMemoryError("a test");

    assertThatThrownBy(() -> Defects.survive(LOG, "It failed.", exhausted)).isSameAs(exhausted);
  }
}

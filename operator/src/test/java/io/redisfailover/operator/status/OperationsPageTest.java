package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.Phase;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page for those who run it names all that the resource says and takes. */
class OperationsPageTest {
  private final String page;

  OperationsPageTest() throws Exception {
    page = Files.readString(Path.of("..", "docs", "operations.md"));
  }

  @Test
  void namesEveryCondition() {
    assertThat(page)
        .contains(
            Objects.requireNonNull(StatusBuilder.of(Given.running(), Given.CLIENTS).conditions())
                .stream()
                .map(Condition::type)
                .map("| `%s` |"::formatted)
                .toList());
  }

  @Test
  void namesEveryPhase() {
    ObjectMapper json = new ObjectMapper();
    assertThat(page)
        .contains(
            Arrays.stream(Phase.values())
                .map(phase -> "`" + json.convertValue(phase, String.class) + "`")
                .toList());
  }

  @Test
  void namesEveryAnnotation() {
    assertThat(page)
        .contains(
            Arrays.stream(Annotations.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(OperationsPageTest::text)
                .map("kubectl annotate rf cache %s="::formatted)
                .toList());
  }

  private static String text(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

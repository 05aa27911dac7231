package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All objects of an example, as a person reads them. Written anew with {@code
 * -Dgolden.reference=write}; what changes then is what changes in every cluster.
 */
class GoldenTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/io/redisfailover/operator/desired");

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "all-fields"})
  void makesTheObjectsOfTheReference(String name) throws IOException {
    DesiredState.Objects objects = Inputs.objects(Samples.example(name));
    String text =
        Stream.concat(objects.secrets().all().stream(), objects.applied().stream())
            .map(GoldenTest::document)
            .collect(Collectors.joining("---\n"));
    Path reference = FOLDER.resolve(name + ".yaml");
    if ("write".equals(System.getProperty("golden.reference"))) {
      Files.writeString(reference, text);
    }
    assertThat(reference).content().isEqualTo(text);
  }

  /** The scripts are files of their own; here their names are enough. */
  private static String document(HasMetadata object) {
    ObjectNode document = Yaml.MAPPER.valueToTree(object);
    if (document.get("data") instanceof ObjectNode data) {
      Scripts.all()
          .forEach((name, text) -> {
            if (data.path(name).asText().equals(text)) {
              data.put(name, "(the file " + name + ")");
            }
          });
    }
    return Yaml.write(document);
  }
}

package io.redisfailover.configuration.yaml;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Records by reflection. */
final class Records {
  private Records() {}

  /** {@return a new record of these values, one for each component in order} */
  static <T extends Record> T create(Class<T> type, Object... values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new IllegalStateException(type + " refused values that were in range", refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(type + " is no public record", impossible);
    }
  }

  /** {@return what is said about a component} */
  static Key key(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException(component + " has no @Key");
    }
    return key;
  }
}

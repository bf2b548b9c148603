package dev.sluice.it;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/// The classes of all modules, as the rules read them.
final class Sluice {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/dev/sluice/testing/"))
          .importPackages("dev.sluice");

  /// Packages that a module exports to everyone.
  static final Set<String> EXPORTED = exported();

  /// What a user can name: public, its outer classes too, in an exported package.
  static final DescribedPredicate<JavaClass> API =
      DescribedPredicate.describe("are public API", Sluice::isApi);

  private Sluice() {}

  private static boolean isApi(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && EXPORTED.contains(type.getPackageName())
        && type.getEnclosingClass().map(Sluice::isApi).orElse(true);
  }

  private static Set<String> exported() {
    try {
      var loader = Sluice.class.getClassLoader();
      return Collections.list(loader.getResources("module-info.class")).stream()
          .map(Sluice::descriptor)
          .filter(module -> module.name().startsWith("dev.sluice."))
          .flatMap(module -> module.exports().stream())
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleDescriptor descriptor(URL url) {
    try (var in = url.openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.sluice.cli.translate;

import dev.sluice.tasks.translate.metric.Tokeniser;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What BLEU takes for words, by sacreBLEU's names.
final class Words implements ITypeConverter<Tokeniser> {
  @Override
  public Tokeniser convert(String name) {
    return Arrays.stream(Tokeniser.values())
        .filter(each -> each.code().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + name + "' is none of 13a, zh, char and none"));
  }
}

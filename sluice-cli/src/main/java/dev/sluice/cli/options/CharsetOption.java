package dev.sluice.cli.options;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// In which encoding texts are.
public final class CharsetOption {
  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = Names.class,
      description = "The encoding of the files, such as UTF-8 or GB18030. Default: UTF-8.")
  private Charset encoding = StandardCharsets.UTF_8;

  /// The encoding.
  public Charset charset() {
    return encoding;
  }

  /// Encodings by name.
  static final class Names implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String name) {
      try {
        return Charset.forName(name);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new TypeConversionException("'" + name + "' is no encoding that this JDK knows");
      }
    }
  }
}

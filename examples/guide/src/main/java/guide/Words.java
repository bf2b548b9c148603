package guide;

/// A text in both languages of the guide.
///
/// @param en English
/// @param zh Chinese
record Words(String en, String zh) {
  /// The languages the guide is written in.
  enum Language {
    EN,
    ZH
  }

  /// The same in both: names, symbols, numbers.
  static Words same(String text) {
    return new Words(text, text);
  }

  static Words of(String en, String zh) {
    return new Words(en, zh);
  }

  String in(Language language) {
    return language == Language.EN ? en : zh;
  }
}

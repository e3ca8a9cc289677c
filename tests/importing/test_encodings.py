"""Which encoding a text is in, by what its letters make."""

import pytest

from camdesk.importing.encodings import ENCODINGS, detect_encoding

RUSSIAN = "Инвентарный номер;Состояние;Адрес\n000123;в работе;ул. Абая, 96\n"
TEXTS = {
    RUSSIAN: "windows-1251 cp866 koi8-r mac-cyrillic utf-8 utf-16-le utf-16-be utf-32-le",
    "id;Адрес\n1;ул. Абая\n": "windows-1251 cp866 koi8-r mac-cyrillic utf-16-le utf-16-be",
    "НОМЕР;АДРЕС;СОСТОЯНИЕ\n1;УЛИЦА АБАЯ;РАБОТАЕТ\n": "windows-1251 cp866 mac-cyrillic",
    "Түгендеу нөмірі;Мекенжайы\n1;Орал қаласы, Әбілқайыр хан даңғылы\n": "kz1048",
    "Номер;Стан;Адреса\n1;працює;вул. Єдності, їдальня, місто\n": "windows-1251",
    "numéro,état\n1,Rue du Château d'Eau à Orléans\n": "windows-1252 cp850 mac-roman",
    "a,b\ncafé,Zürich\n": "windows-1252",
    "Gerät,Straße\n1,Münchner Straße\n2,Düsseldorf\n": "windows-1252 cp850 mac-roman cp437",
    "número,año\n1,Plaza España\n2,Peñón, Málaga\n": "windows-1252 cp850",
    "número,localização\n1,São Paulo - Praça da Sé\n": "windows-1252",
    "numer,położenie\n1,ul. Świętokrzyska, Łódź\n": "windows-1250 iso-8859-2 cp852",
    "číslo,umístění\n1,Náměstí Míru, Plzeň,funkční\n": "windows-1250 iso-8859-2",
    "szám,cím,állapot\n1,Széchenyi tér, Győr,működő\n": "windows-1250",
    "numara,yer\n1,İstanbul Beyoğlu Şişli,çalışıyor\n": "windows-1254",
    "αριθμός,τοποθεσία\n1,Αθήνα Σύνταγμα,λειτουργεί\n": "windows-1253",
    "מספר,מיקום,מצב\n1,תל אביב רחוב הרצל,פעיל\n": "windows-1255",
    "رقم,الموقع,الحالة\n1,شارع الملك فهد الرياض\n": "windows-1256",
    "编号,安装位置,状态\n1,北京市朝阳区建国路,正常\n": "gb18030",
    "編號,安裝位置,狀態\n1,臺北市中正區中山南路,正常\n": "big5",
    "番号,設置場所\n1,東京都新宿区のカメラ,稼働中です\n": "shift-jis euc-jp",
    "번호,설치 위치\n1,서울특별시 강남구 테헤란로,정상\n": "euc-kr",
    "מספר,רחוב,סוג\n1,הרצל 5,כיפה\n2,דיזנגוף 7,קבועה\n": "windows-1255",
    "ลำดับ,สถานที่,จำนวน\n1,ถนนสุขุมวิท,5\n2,ถนนสีลม,7\n": "cp874",
    "管理番号,設置場所\nA-1,新宿区西新宿①,平成30年3月\n": "cp932",
    "번호,관리기관명\n1,서울특별시 강남구청 똠방\n": "cp949",
    "id;sum\n1;1\u00a0234\n": "windows-1251",
}
CASES = [(text, name) for text, names in TEXTS.items() for name in names.split()]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "table.csv"


@pytest.mark.parametrize(("text", "name"), CASES)
def test_the_letters_tell_the_encoding(path, text, name):
    path.write_bytes(text.encode(name))
    detected = detect_encoding(path)
    assert detected in ENCODINGS
    assert path.read_bytes().decode(detected) == text


def test_letters_far_down_in_a_file_count_as_those_at_its_head(path):
    path.write_bytes(b"id;name\n" + b"1;a\n" * 400_000 + RUSSIAN.encode("cp866"))
    assert detect_encoding(path) == "cp866"


def test_a_few_broken_bytes_do_not_make_a_text_of_another_encoding(path):
    path.write_bytes(RUSSIAN.encode() * 3 + b"2;x\xff\n")
    assert detect_encoding(path) == "utf-8"


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_can_be_chosen_is_known(name):
    assert "a,1\n".encode(name).decode(name) == "a,1\n"

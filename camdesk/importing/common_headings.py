"""How offices and portals head the columns of their camera tables, and call states; less surely."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# By field, after its own headings in `fields.py`; written plainly: signs and ё make no difference.
COMMON_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "camera.inventory_number": (
            "инв №, инвентарный №, № инв, инв. нөмірі, инвентарлық нөмірі, инвентарлық номер,"
            " номенклатурный номер, inv no, inventory, inventory id, asset number, asset no,"
            " asset id, asset, equipment number, property number, inventory code, tag number"
        ),
        "camera.serial_number": (
            "с/н, зав №, заводской №, зав номер, серийный №, серия и номер, зауыттық нөмірі,"
            " сериялық №, sn, serial num, serialnumber, serial code, device serial"
        ),
        "site.code": (
            "camera number, camera no, cam id, camera code, device id, location id, pole number,"
            " cctv id, unit id, site number, site ref, camera reference, camera ref, код камеры,"
            " номер камеры, № камеры, идентификатор, номер опоры, камера нөмірі, камера коды,"
            " нүкте коды"
        ),
        "site.address": (
            "location, location description, location address, intersection, street, street name,"
            " full address, site address, camera location, cross streets, адрес объекта,"
            " место расположения, расположение, местоположение, место нахождения, адрес камеры,"
            " улица, локация, место дислокации, дислокация, орналасқан жері, орнатылған жері,"
            " орнату орны, көше"
        ),
        "site.place": (
            "municipality, village, municipality name, settlement name, населённый пункт,"
            " нас пункт, село, поселок, ауыл, елдімекен"
        ),
        "site.district": (
            "county, borough, region, precinct, administrative district, административный район,"
            " районы, регион, округ, өңір, ауданы, облысы"
        ),
        "site.latitude": (
            "y, point y, latitude wgs84, gps latitude, lat wgs84, широта wgs84, y coord,"
            " географическая широта"
        ),
        "site.longitude": (
            "x, point x, longitude wgs84, gps longitude, long wgs84, долгота wgs84, x coord,"
            " географическая долгота"
        ),
        "site.name": (
            "site name, camera name, name, title, наименование объекта, объект, наименование,"
            " название, нысан, нысан атауы, атауы"
        ),
        "site.purpose": "use, function, цель, функция, тағайындалуы",
        "site.mount": "mounting, mount type, pole type, тип крепления, вид опоры, место крепления",
        "site.height_m": "mounting height, height m, высота установки, высота м, орнату биіктігі",
        "site.azimuth": "direction degrees, bearing, heading, азимут град, направление град",
        "site.operator": "provider, isp, провайдер, линия связи, канал связи, провайдері",
        "state": (
            "condition, operational status, current status, техническое состояние,"
            " состояние камеры, тех состояние, исправность, работоспособность, техникалық жағдайы,"
            " мәртебесі, статусы, жай күйі"
        ),
        "connected": (
            "online, network status, on line, подключение к цоу дп, подключена к цоу,"
            " интеграция с цоу, вывод в цоу, жбо қосылған, жбо, байланыс"
        ),
        "installed_on": (
            "date installed, installed, installation, install year, year installed, year,"
            " installation year, commissioned, commissioning date, in service date, go live date,"
            " год установки, дата монтажа, год ввода, год ввода в эксплуатацию, установлена,"
            " дата запуска, дата установки камеры, орнату күні, орнатылған жылы, орнату жылы,"
            " іске қосылған күні"
        ),
        "cost": (
            "unit price, purchase price, initial value, value, сумма, балансовая стоимость,"
            " стоимость тенге, цена за единицу, стоимость тг, сомасы, баланстық құны"
        ),
        "camera.maker": "make, vendor, фирма, бренд, вендор, фирма изготовитель, шығарушы",
        "camera.model": (
            "camera type and model, device model, model number, model name, модель камеры,"
            " марка и модель, марка модель, моделі, камера моделі, маркасы"
        ),
        "camera.programme": "project, проект, программа установки, жоба",
        "camera.balance_holder": (
            "owned by, agency, department, custodian, собственник, принадлежность, на балансе,"
            " балансодержатель бин, теңгерім ұстаушы, иесі, меншік иесі"
        ),
        "unit": "единица учета, ед изм, единица измерения, өлшем бірлігі",
        "camera.cameras_in_system": (
            "number of cameras, camera count, cameras, количество камер, кол во камер,"
            " камер шт, кол во, количество, камера саны, саны"
        ),
        "camera.note": "remarks, remark, description, notes comments, примечания, прим, қосымша",
        "result": "stock take result, результат инвентаризации, факт, түгендеу нәтижесі",
        "event": "вид работ, вид события, что произошло, event type, work type, оқиға түрі",
        "event.occurred_on": "date of event, дата работ, дата, date, күні",
        "event.paper_number": "№ акта, акт №, document number, номер документа, құжат нөмірі",
        "event.paper_date": "дата документа, document date, құжат күні",
    }
)

# States, besides `STATE_WORDS`; what may be several (inactive, снята с учёта) is not here.
COMMON_STATES: Mapping[str, str] = MappingProxyType(
    {
        "planned": "по плану, в плане, запланировано, к установке, future, жоспарда",
        "ordered": "on order, заказан, закуп, сатып алынуда",
        "in_stock": "в запасе, в резерве, резерв, spare, in storage, warehouse, қорда",
        "in_service": (
            "исправно, исправен, исправное, функционирует, действует, действующий, рабочая,"
            " рабочее, рабочий, в эксплуатации, эксплуатируется, установлено, установлен,"
            " operational, operating, live, in use, enabled, жарамды, қолданыста, жұмыс жасайды,"
            " орнатылған, орнатылды, пайдалануда"
        ),
        "failed": (
            "неисправно, неисправен, неисправное, не исправна, не исправно, не функционирует,"
            " нерабочая, не рабочая, вышла из строя, поломка, поломана, out of order, not working,"
            " defective, жарамсыз, істемейді, жұмыс істемейді, жұмыс жасамайды, ақаулы, бұзылған"
        ),
        "in_repair": "на ремонте, отправлена в ремонт, under repair, being repaired",
        "removed": (
            "снято, снят, демонтировано, демонтирован, демонтаж, decommissioned, taken down,"
            " uninstalled, шешілген, демонтаждалған, демонтаждалды"
        ),
        "proposed": "предложена к списанию, подлежит списанию",
        "written_off": "списан, списанная, есептен шығарылды",
        "recycled": "утилизирована, утилизировано, кәдеге жаратылған",
        "transferred": "передана, передано, берілген, берілді",
        "sold": "продана, реализована, сатылған",
        "lost": "украдена, утрачена, stolen, ұрланған, жоғалды",
    }
)

"""Places as names with codes: countries, provinces, districts and postcodes of Thailand, China and Taiwan.

The tables are constants of the package (credits beside them), read once when the first place is asked for.
"""

from idic.methods.normalise.places.country import country_of
from idic.methods.normalise.places.province import Province, province_of, province_with_code

__all__ = ["Province", "country_of", "province_of", "province_with_code"]

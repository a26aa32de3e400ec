from idic.domain.customize.models.campaign import Campaign
from idic.domain.customize.models.campaign_contact import CampaignContact
from idic.domain.customize.models.redemption import Redemption

__all__ = ["Campaign", "CampaignContact", "Redemption"]
